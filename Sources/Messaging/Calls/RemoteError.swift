/// A failure of the method that was called, as the caller gets to see it over any transport.
///
/// A handler that throws one decides itself what the caller sees; any other error travels as its type's name and its description.
package struct RemoteError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The class of the failure, such as `VolumeNotFound`.
    package var type: String
    /// Where the class lives on the other side, as Python services name it.
    package var module: String?
    package var message: String
    package var trace: [String]

    package init(_ type: String, message: String, module: String? = nil, trace: [String] = []) {
        self.type = type
        self.message = message
        self.module = module
        self.trace = trace
    }

    /// What a caller sees of `error`.
    package init(_ error: any Error) {
        if let error = error as? RemoteError {
            self = error
        } else {
            self.init("\(Swift.type(of: error))", message: "\(error)")
        }
    }

    package var description: String { "\(type): \(message)" }
}
