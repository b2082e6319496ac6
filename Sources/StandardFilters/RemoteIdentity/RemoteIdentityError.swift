/// Why another identity service could not be asked. It never carries a token or a password.
struct RemoteIdentityError: Error, CustomStringConvertible {
    var description: String
    /// Whether no connection came about: then it makes sense to try again.
    var isConnection = false
}
