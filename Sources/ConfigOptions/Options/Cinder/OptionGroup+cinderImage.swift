extension OptionGroup {
    /// Options of cinder about the image service.
    static let cinderImage: [OptionGroup] = [
        OptionGroup(
            "DEFAULT",
            [
                .boolean("allow_compression_on_image_upload", false),
                .list("allowed_direct_url_schemes", []),
                .string("compression_format", "gzip", choices: ["gzip"]),
                .boolean("enable_force_upload", false),
                .boolean("enforce_multipath_for_image_xfer", false),
                .boolean("glance_api_insecure", false),
                .list("glance_api_servers"),
                .boolean("glance_api_ssl_compression", false),
                .string("glance_ca_certificates_file"),
                .string("glance_catalog_info", "image:glance:publicURL"),
                .string("glance_certfile"),
                .list(
                    "glance_core_properties",
                    ["checksum", "container_format", "disk_format", "image_name", "image_id", "min_disk", "min_ram", "name", "size"]),
                .string("glance_keyfile"),
                .integer("glance_num_retries", 3, min: 0),
                .integer("glance_request_timeout"),
                .boolean("image_compress_on_upload", true),
                .integer("image_conversion_address_space_limit", 1, traits: .deprecated),
                .integer("image_conversion_cpu_limit", 60, traits: .deprecated),
                .string("image_conversion_dir", "$state_path/conversion"),
                .boolean("image_conversion_disable", false),
                .integer("image_introspection_address_space_limit", 1, formerly: ["DEFAULT/image_conversion_address_space_limit"]),
                .integer("image_introspection_cpu_limit", 60, formerly: ["DEFAULT/image_conversion_cpu_limit"]),
                .boolean("image_upload_use_cinder_backend", false),
                .boolean("image_upload_use_internal_tenant", false),
                .boolean("image_volume_cache_enabled", false),
                .integer("image_volume_cache_max_count", 0),
                .integer("image_volume_cache_max_size_gb", 0),
                .list("reserved_image_namespaces", []),
                .boolean("use_multipath_for_image_xfer", false),
                .string("verify_glance_signatures", "enabled", choices: ["disabled", "enabled"]),
                .list("vmdk_allowed_types", ["streamOptimized", "monolithicSparse"]),
            ])
    ]
}
