package import HTTPApplication

/// An application that dispatches by a mapper, which can be listed and asked while it runs.
package protocol RoutedApplication: Application {
    var mapper: Mapper { get }
}

/// A filter that answers the paths of a mapper itself and passes the others on.
package protocol RoutedFilter: Filter {
    var mapper: Mapper { get }
}
