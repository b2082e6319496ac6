/// What `app list` and `app show` tell of one app.
package struct AppInformation: Sendable {
    package enum State: String, Sendable { case running, stopped, failed }

    package var name: String
    /// The deployment file, or `embedded`.
    package var source: String
    package var section: String
    /// `host:port`, with `https://` in front when it speaks TLS.
    package var listen: String
    package var state: State
    /// Why it failed.
    package var reason: String?
    package var strategy: String
    /// The active revision's name.
    package var revision: String?
    package var inFlight: Int
    package var project: String
    package var workers: Int
}
