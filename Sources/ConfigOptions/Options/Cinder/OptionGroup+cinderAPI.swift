extension OptionGroup {
    /// Options of cinder about the API.
    static let cinderAPI: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .boolean(
                    "api_rate_limit", true,
                    help: "Limit the rate of requests; when false, the pipeline NAME_nolimit of the deployment file is preferred."),
                .string(
                    "auth_strategy", "keystone", choices: ["noauth", "noauth_include_project_id", "keystone"],
                    help: "Which pipeline of the deployment file is used: the option of that name in its composites."),
                .string("compute_api_class", "cinder.compute.nova.API"),
                .multi("config_dir"),
                .multi("config_file"),
                .list("config_source", []),
                .string("consistencygroup_api_class", "cinder.consistencygroup.api.API"),
                .boolean("enable_v1_api", false, help: "Serve version 1 of the API."),
                .boolean("enable_v2_api", true, help: "Serve version 2 of the API."),
                .boolean("enable_v3_api", true, help: "Serve version 3 of the API."),
                .string("group_api_class", "cinder.group.api.API"),
                .integer("osapi_max_limit", 1000, help: "The most items that one page of a list has."),
                .list("osapi_volume_ext_list", [], help: "Names of the extensions to load when not all standard ones are."),
                .multi(
                    "osapi_volume_extension", ["cinder.api.contrib.standard_extensions"],
                    help: "Extensions of the API to load; one for each line."),
                .string("osapi_volume_listen", "0.0.0.0", help: "Address that the API listens on."),
                .port("osapi_volume_listen_port", 8776, help: "Port that the API listens on."),
                .boolean("osapi_volume_use_ssl", false, help: "Serve the API over TLS, with the certificate and key of [ssl]."),
                .integer("osapi_volume_workers", min: 1, help: "Number of workers that serve the API; unset: one for each processor core."),
                .string("project_id_regex", #"[0-9a-f\-]+"#, help: "What counts as project id in the path."),
                .string("public_endpoint", help: "URL that replaces scheme, host and port in links of answers."),
                .string("resource_query_filters_file", "/etc/cinder/resource_filters.json"),
                .string("shell_completion", choices: ["bash", "zsh"]),
                .string("transfer_api_class", "cinder.transfer.api.API"),
                .boolean("use_forwarded_for", false, help: "Take the address of the client from X-Forwarded-For."),
                .string("volume_api_class", "cinder.volume.api.API"),
            ])
    ]
}
