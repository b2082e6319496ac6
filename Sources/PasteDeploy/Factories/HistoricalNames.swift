/// The names of all factories in the published deployment files of neutron, cinder and keystone, old and new.
///
/// Sources: `etc/api-paste.ini` of neutron (quantum), `etc/cinder/api-paste.ini` of cinder, `etc/keystone-paste.ini` of keystone in
/// all releases, and the entry points of oslo.middleware, keystonemiddleware, osprofiler and Paste.
package enum HistoricalNames {
    package static let all: [HistoricalName] = shared + neutron + cinder + keystone

    /// All names of a factory, `egg:cloudsh#KEY` included.
    package static func names(for key: String, kind: FactoryKind) -> [String] {
        all.filter { $0.key == key && $0.kind == kind }.flatMap(\.names) + ["egg:cloudsh#\(key)"]
    }

    /// The factory that a name belongs to, in any spelling of the name, whether it is registered or not.
    package static func factory(named name: String, kind: FactoryKind) -> HistoricalName? {
        let canonical = FactoryName.canonical(name)
        return all.first { $0.kind == kind && $0.names.contains { FactoryName.canonical($0) == canonical } }
    }

    /// Factories that several services use.
    private static let shared: [HistoricalName] = [
        HistoricalName("urlmap", .composite, ["egg:Paste#urlmap", "paste.urlmap:urlmap_factory"]),
        .osloMiddleware(
            "request_id", module: "request_id", class: "RequestId",
            also: [
                "neutron.openstack.common.middleware.request_id:RequestIdMiddleware.factory",
                "cinder.openstack.common.middleware.request_id:RequestIdMiddleware.factory",
                "cinder.api.middleware.request_id:RequestId.factory",
                "egg:keystone#request_id",
            ]),
        .osloMiddleware(
            "catch_errors", module: "catch_errors", class: "CatchErrors",
            also: ["neutron.openstack.common.middleware.catch_errors:CatchErrorsMiddleware.factory"]),
        .osloMiddleware(
            "cors", module: "cors", class: "CORS",
            also: ["oslo_middleware.cors:filter_factory", "oslo.middleware.cors:filter_factory"]),
        .osloMiddleware(
            "sizelimit", module: "sizelimit", class: "RequestBodySizeLimiter",
            also: [
                "cinder.api.middleware.sizelimit:RequestBodySizeLimiter.factory",
                "cinder.api.sizelimit:RequestBodySizeLimiter.factory",
                "keystone.middleware:RequestBodySizeLimiter.factory",
                "egg:keystone#sizelimit",
            ]),
        .osloMiddleware("http_proxy_to_wsgi", module: "http_proxy_to_wsgi", class: "HTTPProxyToWSGI"),
        .osloMiddleware("healthcheck", module: "healthcheck", class: "Healthcheck"),
        .osloMiddleware(
            "debug", module: "debug", class: "Debug", also: ["keystone.common.wsgi:Debug.factory", "egg:keystone#debug"]),
        .osloMiddleware("correlation_id", module: "correlation_id", class: "CorrelationId"),
        .osloMiddleware("basic_auth", module: "basic_auth", class: "BasicAuthMiddleware"),
        HistoricalName(
            "healthcheck", .application,
            [
                "oslo_middleware:Healthcheck.app_factory", "oslo_middleware.healthcheck:Healthcheck.app_factory",
                "egg:oslo.middleware#healthcheck",
            ]),
        HistoricalName("osprofiler", .filter, ["osprofiler.web:WsgiMiddleware.factory", "egg:osprofiler#osprofiler"]),
        HistoricalName(
            "authtoken", .filter,
            [
                "keystonemiddleware.auth_token:filter_factory", "egg:keystonemiddleware#auth_token",
                "keystoneclient.middleware.auth_token:filter_factory", "keystone.middleware.auth_token:filter_factory",
            ]),
    ]

    private static let neutron: [HistoricalName] = [
        HistoricalName("pipeline.neutron", .composite, ["neutron.auth:pipeline_factory", "quantum.auth:pipeline_factory"]),
        HistoricalName(
            "keystonecontext.neutron", .filter,
            ["neutron.auth:NeutronKeystoneContext.factory", "quantum.auth:QuantumKeystoneContext.factory"]),
        HistoricalName("fake_project_id", .filter, ["neutron.auth:NoauthFakeProjectId.factory"]),
        HistoricalName("project_id", .filter, ["neutron.api.extensions:ProjectIdMiddleware.factory"]),
        HistoricalName(
            "extensions", .filter,
            [
                "neutron.api.extensions:plugin_aware_extension_middleware_factory",
                "quantum.api.extensions:plugin_aware_extension_middleware_factory",
                "quantum.extensions.extensions:plugin_aware_extension_middleware_factory",
            ]),
        HistoricalName(
            "neutron.versions", .application,
            [
                "neutron.pecan_wsgi.app:versions_factory", "neutron.api.versions:Versions.factory",
                "quantum.api.versions:Versions.factory",
            ]),
        HistoricalName(
            "neutron.api_v2", .application,
            [
                "neutron.api.v2.router:APIRouter.factory", "neutron.pecan_wsgi.app:v2_factory",
                "quantum.api.v2.router:APIRouter.factory",
            ]),
    ]

    private static let cinder: [HistoricalName] = [
        HistoricalName(
            "pipeline.cinder", .composite, ["cinder.api.middleware.auth:pipeline_factory", "cinder.api.auth:pipeline_factory"]),
        HistoricalName("urlmap.cinder", .composite, ["cinder.api.openstack.urlmap:urlmap_factory"]),
        HistoricalName("root.cinder", .composite, ["cinder.api:root_app_factory"]),
        HistoricalName(
            "keystonecontext.cinder", .filter,
            ["cinder.api.middleware.auth:CinderKeystoneContext.factory", "cinder.api.auth:CinderKeystoneContext.factory"]),
        HistoricalName(
            "noauth.cinder", .filter,
            ["cinder.api.middleware.auth:NoAuthMiddleware.factory", "cinder.api.openstack.auth:NoAuthMiddleware.factory"]),
        HistoricalName(
            "noauth_include_project_id.cinder", .filter,
            ["cinder.api.middleware.auth:NoAuthMiddlewareIncludeProjectID.factory"]),
        HistoricalName(
            "faultwrap", .filter,
            ["cinder.api.middleware.fault:FaultWrapper.factory", "cinder.api.openstack:FaultWrapper.factory"]),
        HistoricalName(
            "ratelimit", .filter,
            [
                "cinder.api.v2.limits:RateLimitingMiddleware.factory", "cinder.api.v1.limits:RateLimitingMiddleware.factory",
                "cinder.api.openstack.volume.limits:RateLimitingMiddleware.factory",
            ]),
        HistoricalName(
            "cinder.versions", .application,
            ["cinder.api.versions:Versions.factory", "cinder.api.openstack.volume.versions:Versions.factory"]),
        HistoricalName(
            "cinder.api_v1", .application,
            ["cinder.api.v1.router:APIRouter.factory", "cinder.api.openstack.volume:APIRouter.factory"]),
        HistoricalName("cinder.api_v2", .application, ["cinder.api.v2.router:APIRouter.factory"]),
        HistoricalName("cinder.api_v3", .application, ["cinder.api.v3.router:APIRouter.factory"]),
    ]

    private static let keystone: [HistoricalName] = [
        .keystone("url_normalize", "keystone.middleware:NormalizingFilter.factory"),
        .keystone("json_body", "keystone.middleware:JsonBodyMiddleware.factory"),
        .keystone("token_auth", "keystone.middleware:TokenAuthMiddleware.factory"),
        .keystone("admin_token_auth", "keystone.middleware:AdminTokenAuthMiddleware.factory"),
        .keystone("build_auth_context", "keystone.middleware:AuthContextMiddleware.factory"),
        .keystone("crud_extension", "keystone.contrib.admin_crud:CrudExtension.factory"),
        .keystone("user_crud_extension", "keystone.contrib.user_crud:CrudExtension.factory"),
        .keystone("ec2_extension", "keystone.contrib.ec2:Ec2Extension.factory"),
        .keystone("ec2_extension_v3", "keystone.contrib.ec2:Ec2ExtensionV3.factory"),
        .keystone("s3_extension", "keystone.contrib.s3:S3Extension.factory"),
        .keystone("federation_extension", "keystone.contrib.federation.routers:FederationExtension.factory"),
        .keystone("oauth1_extension", "keystone.contrib.oauth1.routers:OAuth1Extension.factory"),
        .keystone("endpoint_filter_extension", "keystone.contrib.endpoint_filter.routers:EndpointFilterExtension.factory"),
        .keystone("simple_cert_extension", "keystone.contrib.simple_cert:SimpleCertExtension.factory"),
        .keystone("revoke_extension", "keystone.contrib.revoke.routers:RevokeExtension.factory"),
        .keystone("endpoint_policy_extension", "keystone.contrib.endpoint_policy.routers:EndpointPolicyExtension.factory"),
        HistoricalName("xml_body", .filter, ["keystone.middleware:XmlBodyMiddleware.factory"]),
        HistoricalName("xml_body_v2", .filter, ["keystone.middleware:XmlBodyMiddlewareV2.factory"]),
        HistoricalName("xml_body_v3", .filter, ["keystone.middleware:XmlBodyMiddlewareV3.factory"]),
        HistoricalName("stats_monitoring", .filter, ["keystone.contrib.stats:StatsMiddleware.factory"]),
        HistoricalName("stats_reporting", .filter, ["keystone.contrib.stats:StatsExtension.factory"]),
        HistoricalName("access_log", .filter, ["keystone.contrib.access:AccessLogMiddleware.factory"]),
        HistoricalName("public_service", .application, ["egg:keystone#public_service", "keystone.service:public_app_factory"]),
        HistoricalName("admin_service", .application, ["egg:keystone#admin_service", "keystone.service:admin_app_factory"]),
        HistoricalName("service_v3", .application, ["egg:keystone#service_v3", "keystone.service:v3_app_factory"]),
        HistoricalName(
            "public_version_service", .application,
            ["egg:keystone#public_version_service", "keystone.service:public_version_app_factory"]),
        HistoricalName(
            "admin_version_service", .application,
            ["egg:keystone#admin_version_service", "keystone.service:admin_version_app_factory"]),
    ]
}
