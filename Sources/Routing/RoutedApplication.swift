package import HTTPApplication

/// An application that dispatches by a mapper, which can be listed and asked while it runs.
package protocol RoutedApplication: Application {
    var mapper: Mapper { get }
}
