import HTTPApplication

/// An action of a resource: what `PUT /{collection}/{id}/{name}` does.
struct ResourceAction: Sendable {
    var name: String
    var extensionAlias: String
    var perform: @Sendable (_ resource: ResourceController, _ request: Request, _ id: String) async throws -> Response

    init(
        _ name: String, extension extensionAlias: String,
        perform: @escaping @Sendable (_ resource: ResourceController, _ request: Request, _ id: String) async throws -> Response
    ) {
        self.name = name
        self.extensionAlias = extensionAlias
        self.perform = perform
    }
}
