package import NIOHTTP1

/// One operation of an application, as data: a method and a path template, and what they stand for.
///
/// A template is a path relative to where the application is mounted. `{name}` captures one segment; `[...]` encloses segments that may
/// be left out: `/[{project_id}]/volumes/{id}` answers `/volumes/{id}` and `/{project_id}/volumes/{id}`.
package struct Route: Sendable, Hashable {
    package var method: HTTPMethod
    package var path: String
    /// The resource that the operation is about, in the singular; empty for a document that is no resource.
    package var resource: String
    /// `index`, `show`, `create`, `update`, `delete`, or the operation's own name.
    package var action: String
    /// The alias of the extension that brings the route; `nil` for the core.
    package var extensionAlias: String?
    /// What the application dispatches on; the mapper only hands it back.
    package var handler: Int

    package init(
        _ method: HTTPMethod, _ path: String, resource: String, action: String, extension extensionAlias: String? = nil, handler: Int
    ) {
        self.method = method
        self.path = path
        self.resource = resource
        self.action = action
        self.extensionAlias = extensionAlias
        self.handler = handler
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(method.rawValue)
        hasher.combine(path)
    }
}
