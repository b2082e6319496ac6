package import Logging

/// What filters need from the rest of the program.
package struct FilterServices: Sendable {
    /// The identity service of this program.
    package var tokenValidator: any TokenValidator
    /// Its endpoint: what a 401 names when the configuration names none.
    package var identityURL: String
    /// Where osprofiler's events go.
    package var profilerSink: any ProfilerSink
    package var logger: Logger

    /// - Parameter profilerSink: the log when it is not given.
    package init(
        tokenValidator: any TokenValidator = NoTokenValidator(), identityURL: String = "http://127.0.0.1:5000",
        profilerSink: (any ProfilerSink)? = nil, logger: Logger = Logger(label: "cloudsh.filters")
    ) {
        self.tokenValidator = tokenValidator
        self.identityURL = identityURL
        self.profilerSink = profilerSink ?? LoggingProfilerSink(logger: logger)
        self.logger = logger
    }
}
