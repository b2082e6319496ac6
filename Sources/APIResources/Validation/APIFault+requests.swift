package import HTTPApplication
import NIOHTTP1

/// The faults of requests that are wrong in themselves, named as the network API names them.
extension APIFault {
    /// The request is malformed: body, attribute, filter, sort key.
    package static func malformed(_ message: String) -> APIFault { APIFault(.badRequest, type: "HTTPBadRequest", message: message) }

    /// A value cannot be what it should be.
    package static func invalidInput(_ message: String) -> APIFault {
        APIFault(.badRequest, type: "InvalidInput", message: "The input is not valid: \(message).")
    }

    package static func badRequest(_ resource: String, _ message: String) -> APIFault {
        APIFault(.badRequest, type: "BadRequest", message: "\(resource): \(message).")
    }

    /// An attribute's value was refused by a conversion or a rule.
    package init(_ error: InputError, attribute: String) {
        self =
            switch error.step {
            case .conversion: .invalidInput("\(attribute): \(error.reason)")
            case .validation: .malformed("Invalid input for \(attribute). Reason: \(error.reason).")
            }
    }
}
