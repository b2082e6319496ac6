package import HTTPApplication
import NIOHTTP1
import StandardFilters

/// What the block storage API answers when it cannot do what was asked, in the format of ``CinderFault``.
package enum FaultWriter {
    package static func response(for fault: some Fault) -> Response {
        CinderFault.response(fault.status, message: fault.message, headers: fault.headers)
    }

    /// The answer to an error that nothing foresaw. Its text stays out of the answer: it may tell more than the client may know.
    package static func internalError() -> Response {
        CinderFault.response(.internalServerError, message: "The request could not be completed because of an unexpected error.")
    }

    /// The answer for a path or a method that no route takes: plain text, as the framework under cinder writes it.
    package static func unroutable() -> Response {
        Response(status: .notFound, text: "404 Not Found\n\nThe resource could not be found.\n\n   ")
    }
}
