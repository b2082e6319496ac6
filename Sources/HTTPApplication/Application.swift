/// What answers a request: a service, a version document, a urlmap, a whole pipeline.
///
/// One instance serves all requests of a revision at once, from every event loop. It runs on the caller's executor, which is the
/// request's event loop: it must not block.
package protocol Application: Sendable {
    /// Answers `request`.
    ///
    /// - Throws: only what no service format exists for; a service turns its own faults into responses.
    func respond(to request: Request) async throws -> Response
}
