/// `clouds.yaml` in the state directory: how OpenStack's clients log in as the first administrator. Readable for its owner only.
struct CloudsFile: Sendable {
    static let cloud = "cloudsh"
    private static let name = "clouds.yaml"
    private let directory: PrivateDirectory

    var path: String { directory.path + "/" + Self.name }

    init(directory: String) { self.directory = PrivateDirectory(path: directory) }

    /// Writes the file anew; it is complete when it appears.
    func write(authURL: String, password: String) throws(TokenKeyError) {
        try directory.write(
            """
            # Made once, when the first administrator was. It is this program's no longer: change it as you like.
            clouds:
              \(Self.cloud):
                auth:
                  auth_url: \(authURL)
                  username: admin
                  password: \(password)
                  project_name: admin
                  user_domain_name: Default
                  project_domain_name: Default
                region_name: RegionOne
                identity_api_version: 3

            """, to: Self.name)
    }

    /// Puts the identity service's address in place of the one that was expected; nothing when the file says something else by now.
    func correct(_ expected: String, to actual: String) throws(TokenKeyError) {
        guard expected != actual, let text = try? directory.read(Self.name) else { return }
        let line = "auth_url: \(expected)\n"
        guard text.contains(line) else { return }
        try directory.write(text.replacing(line, with: "auth_url: \(actual)\n"), to: Self.name)
    }
}
