/// A deployment that was written to a file.
package struct SavedDeployment: Sendable {
    package var app: String
    package var revision: String
    /// The absolute path of the file.
    package var file: String
    package var digest: String
    package var strategy: String
    /// The auth strategy of the configuration, which chooses another pipeline of the file than the one that runs; nil when it chooses the same.
    package var otherStrategy: String?
}
