package import NIOHTTP1

/// An error that states how it is answered. The service that meets it writes it in its own format.
package protocol Fault: Error, CustomStringConvertible {
    var status: HTTPResponseStatus { get }
    /// The exception class that the imitated service names.
    var type: String { get }
    var message: String { get }
    var detail: String { get }
    /// Headers of the answer beyond those of its format.
    var headers: HTTPHeaders { get }
}

extension Fault {
    package var detail: String { "" }
    package var headers: HTTPHeaders { HTTPHeaders() }
    package var description: String { "\(type): \(message)" }
}

/// A fault given by its parts.
package struct APIFault: Fault {
    package var status: HTTPResponseStatus
    package var type: String
    package var message: String
    package var detail: String
    package var headers: HTTPHeaders

    package init(_ status: HTTPResponseStatus, type: String, message: String, detail: String = "", headers: HTTPHeaders = HTTPHeaders()) {
        self.status = status
        self.type = type
        self.message = message
        self.detail = detail
        self.headers = headers
    }
}
