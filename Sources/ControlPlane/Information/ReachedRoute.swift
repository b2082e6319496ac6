/// A route of a built deployment, with the mount that leads to it.
struct ReachedRoute: Hashable {
    let mount: String
    let method: String
    let path: String
}
