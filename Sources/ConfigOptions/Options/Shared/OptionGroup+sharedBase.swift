extension OptionGroup {
    /// Options of every project about logging, serving and RPC.
    static let sharedBase: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .string(
                    "api_paste_config", "api-paste.ini", traits: .deprecated,
                    help: "The deployment file (Paste Deploy); a relative name is looked for beside the configuration files."),
                .string("backdoor_port", traits: .deprecated, help: "Debug console port or range."),
                .string("backdoor_socket", traits: .deprecated),
                .integer(
                    "client_socket_timeout", 900, traits: .deprecated,
                    help: "Seconds that a client may be silent before its connection is closed; 0: no limit."),
                .string("control_exchange", "keystone", help: "Exchange that the topics of RPC and notifications belong to."),
                .boolean("debug", false, traits: .mutable, help: "Log at level DEBUG in place of INFO."),
                .list(
                    "default_log_levels",
                    [
                        "amqp=WARN", "boto=WARN", "sqlalchemy=WARN", "suds=INFO", "oslo.messaging=INFO", "oslo_messaging=INFO",
                        "iso8601=WARN", "requests.packages.urllib3.connectionpool=WARN", "urllib3.connectionpool=WARN", "websocket=WARN",
                        "requests.packages.urllib3.util.retry=WARN", "urllib3.util.retry=WARN", "keystonemiddleware=WARN",
                        "routes.middleware=WARN", "stevedore=WARN", "taskflow=WARN", "keystoneauth=WARN", "oslo.cache=INFO",
                        "oslo_policy=INFO", "dogpile.core.dogpile=INFO",
                    ], help: "Levels of single loggers, as NAME=LEVEL."),
                .integer(
                    "executor_thread_pool_size", 64, formerly: ["DEFAULT/rpc_thread_pool_size"],
                    help: "RPC calls that one worker handles at the same time."),
                .boolean("fatal_deprecations", false),
                .integer(
                    "graceful_shutdown_timeout", 60,
                    help: "Seconds that requests in flight have to finish when the service stops; 0: no limit."),
                .string("instance_format", "[instance: %(uuid)s] "),
                .string("instance_uuid_format", "[instance: %(uuid)s] "),
                .boolean("log_color", false),
                .string(
                    "log_config_append", traits: .mutable, formerly: ["DEFAULT/log-config", "DEFAULT/log_config"],
                    help: "A file that configures logging in detail."),
                .string("log_date_format", "%Y-%m-%d %H:%M:%S", help: "Format of the time in log lines."),
                .string("log_dir", formerly: ["DEFAULT/logdir"], help: "The directory of log_file."),
                .string(
                    "log_file", formerly: ["DEFAULT/logfile"], help: "The file that the log is written to; a relative name is in log_dir."),
                .boolean("log_options", true, help: "Log the value of every option at start, at level DEBUG."),
                .integer("log_rotate_interval", 1),
                .string(
                    "log_rotate_interval_type", "days", choices: ["Seconds", "Minutes", "Hours", "Days", "Weekday", "Midnight"],
                    ignoringCase: true),
                .string("log_rotation_type", "none", choices: ["interval", "size", "none"], ignoringCase: true),
                .string(
                    "logging_context_format_string",
                    "%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s [%(global_request_id)s %(request_id)s %(user_identity)s] %(instance)s%(message)s",
                    help: "Format with request context."),
                .string("logging_debug_format_suffix", "%(funcName)s %(pathname)s:%(lineno)d"),
                .string(
                    "logging_default_format_string",
                    "%(asctime)s.%(msecs)03d %(process)d %(levelname)s %(name)s [-] %(instance)s%(message)s",
                    help: "Format without context."),
                .string("logging_exception_prefix", "%(asctime)s.%(msecs)03d %(process)d ERROR %(name)s %(instance)s"),
                .string(
                    "logging_user_identity_format", "%(user)s %(project)s %(domain)s %(system_scope)s %(user_domain)s %(project_domain)s"),
                .integer("max_header_line", 16384, traits: .deprecated, help: "The most bytes of one header line; large tokens need more."),
                .integer("max_logfile_count", 30),
                .integer("max_logfile_size_mb", 200),
                .boolean("publish_errors", false, help: "Send error log records as notifications."),
                .integer("rate_limit_burst", 0),
                .string("rate_limit_except_level", "CRITICAL", choices: ["CRITICAL", "ERROR", "INFO", "WARNING", "DEBUG", ""]),
                .integer("rate_limit_interval", 0),
                .boolean("rpc_ping_enabled", false, help: "Answer oslo_rpc_server_ping."),
                .integer("rpc_response_timeout", 60, help: "Seconds that a caller waits for the answer to an RPC."),
                .boolean("run_external_periodic_tasks", true, help: "Periodic tasks in another process."),
                .string("syslog_log_facility", "LOG_USER"),
                .boolean("tcp_keepalive", true, help: "Have the system probe idle client connections (SO_KEEPALIVE)."),
                .integer(
                    "tcp_keepalive_count", min: 1, help: "Probes without answer after which a connection is dropped; unset: the system's."),
                .integer("tcp_keepalive_interval", min: 1, help: "Seconds between two probes of an idle connection; unset: the system's."),
                .integer("tcp_keepidle", 600, traits: .deprecated, help: "Seconds that a connection is idle before the system probes it."),
                .string(
                    "transport_url", "rabbit://", traits: .secret,
                    help: "The message bus: driver://user:password@host:port[,user:password@host:port]/vhost."),
                .boolean("use_journal", false),
                .boolean("use_json", false),
                .boolean("use_stderr", false, help: "Write the log to standard error as well."),
                .boolean("use_syslog", false),
                .integer("wsgi_default_pool_size", 100, traits: .deprecated),
                .boolean("wsgi_keep_alive", true, traits: .deprecated, help: "Keep connections of clients open after an answer."),
                .string(
                    "wsgi_log_format",
                    #"%(client_ip)s "%(request_line)s" status: %(status_code)s  len: %(body_length)s time: %(wall_seconds).7f"#,
                    traits: .deprecated, help: "Format of a line of the access log."),
                .boolean("wsgi_server_debug", false, traits: .deprecated),
            ])
    ]
}
