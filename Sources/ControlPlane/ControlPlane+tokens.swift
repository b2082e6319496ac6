package import Extensions

extension ControlPlane {
    /// The identity service of this process.
    ///
    /// - Throws: ``ControlError`` when there is none.
    package nonisolated func tokenAuthority() throws -> any TokenAuthority {
        for project in projects {
            if let authority = project.service as? any TokenAuthority { return authority }
        }
        throw ControlError("there is no identity service here", advice: "the configuration has no project keystone")
    }
}
