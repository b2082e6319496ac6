extension OptionGroup {
    /// Options of every project about profiling and reports.
    static let sharedOperation: [OptionGroup] = [
        OptionGroup(
            "oslo_reports", help: "Reports on the state of the process.",
            [
                .string("file_event_handler", help: "Trigger a report when this file/dir changes."),
                .integer("file_event_handler_interval", 1),
                .string("log_dir", help: "Directory for reports, else stderr."),
            ]),
        OptionGroup(
            "oslo_versionedobjects",
            [
                .boolean("fatal_exception_format_errors", false)
            ]),
        OptionGroup(
            "profiler", help: "Tracing of requests across services.",
            [
                .string("connection_string", "messaging://", help: "Trace store."),
                .boolean("enabled", false, formerly: ["profiler/profiler_enabled"], help: "Trace requests that ask for it."),
                .string("es_doc_type", "notification"),
                .integer("es_scroll_size", 10000),
                .string("es_scroll_time", "2m"),
                .boolean("filter_error_trace", false),
                .string(
                    "hmac_keys", "SECRET_KEY", traits: .secret,
                    help: "Keys that a trace header may be signed with, with commas between them."),
                .string("sentinel_service_name", "mymaster"),
                .number("socket_timeout", 0.1),
                .boolean("trace_requests", false),
                .boolean("trace_sqlalchemy", false, help: "Trace SQL."),
            ]),
        OptionGroup(
            "profiler_jaeger",
            [
                .dictionary("process_tags", traits: .deprecated),
                .string("service_name_prefix", traits: .deprecated),
            ]),
        OptionGroup(
            "profiler_otlp",
            [
                .string("service_name_prefix")
            ]),
    ]
}
