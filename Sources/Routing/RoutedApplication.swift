package import HTTPApplication

/// What dispatches by a mapper, which can be listed and asked while it runs: an application, or a filter that answers some paths itself.
package protocol Routed: Sendable {
    var mapper: Mapper { get }
}

/// An application that dispatches by a mapper.
package protocol RoutedApplication: Application, Routed {}
