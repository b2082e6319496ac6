import ConfigOptions
import PasteDeploy

extension StandardFilters {
    /// Extensions of keystone that are parts of the API here, or not served; as filters they add nothing.
    private static let identityExtensions = [
        "crud_extension", "user_crud_extension", "ec2_extension", "ec2_extension_v3", "s3_extension", "federation_extension",
        "oauth1_extension", "endpoint_filter_extension", "simple_cert_extension", "revoke_extension", "endpoint_policy_extension",
        "stats_reporting",
    ]

    /// The filters that come with keystone.
    static func registerIdentityFilters(in registry: inout FactoryRegistry, _ source: FilterSource) {
        registry.registerFilter(key: "url_normalize", summary: "takes slashes off the end of the path; an empty path becomes `/`") { _ in
            URLNormalizeFilter()
        }
        registry.registerFilter(key: "json_body", summary: "refuses bodies that are not a JSON object with 400") { _ in JSONBodyFilter() }
        for key in ["xml_body", "xml_body_v2", "xml_body_v3"] {
            registry.registerFilter(key: key, summary: "refuses bodies in XML with 415: there is no XML here") { _ in XMLBodyFilter() }
        }
        registry.registerFilter(key: "token_auth", summary: "puts the caller's token into the context, without judging it") { _ in
            TokenHeaderFilter()
        }
        registry.registerFilter(
            key: "admin_token_auth", summary: "makes whoever sends [DEFAULT] admin_token an administrator; nothing without that option"
        ) { arguments in
            AdminTokenFilter(token: source.settings(arguments, group: "DEFAULT").config?.string("admin_token"))
        }
        registry.registerFilter(
            key: "build_auth_context", summary: "finds out who asks from the token; 401 when it is not valid, no token passes"
        ) { arguments in
            TokenContextFilter(
                validator: source.services.tokenValidator,
                authenticateURI: authenticateURI(source.settings(arguments, group: "keystone_authtoken"), source),
                logger: source.logger(arguments))
        }
        for key in ["access_log", "stats_monitoring"] {
            registry.registerFilter(key: key, summary: "writes a line for each request to the log") {
                AccessLogFilter(logger: source.logger($0))
            }
        }
        for key in identityExtensions {
            registry.registerFilter(key: key, summary: "adds nothing here; accepted so that old files load", acceptsAnyOption: true) { _ in
                PassThroughFilter()
            }
        }
    }
}
