package import HTTPApplication

/// A filter that answers the paths of a mapper itself and passes the others on.
package protocol RoutedFilter: Filter {
    var mapper: Mapper { get }
}
