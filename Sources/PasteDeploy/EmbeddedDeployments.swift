/// The deployments that are served when no file is configured, in the shape of the services' newest own ones.
package enum EmbeddedDeployments {
    /// The network service; its app is `neutron`.
    package static let neutron = """
        # Deployment of the network service. The first filter of a list sees a request first.

        [composite:neutron]
        use = egg:Paste#urlmap
        / = neutronversions_composite
        /healthcheck = healthcheck
        /v2.0 = neutronapi_v2_0

        # The pipeline is chosen by auth_strategy.
        [composite:neutronapi_v2_0]
        use = call:neutron.auth:pipeline_factory
        noauth = cors http_proxy_to_wsgi request_id fake_project_id catch_errors osprofiler extensions neutronapiapp_v2_0
        keystone = cors http_proxy_to_wsgi request_id catch_errors osprofiler authtoken keystonecontext extensions neutronapiapp_v2_0

        [composite:neutronversions_composite]
        use = call:neutron.auth:pipeline_factory
        noauth = cors http_proxy_to_wsgi neutronversions
        keystone = cors http_proxy_to_wsgi neutronversions

        # Filters

        [filter:cors]
        paste.filter_factory = oslo_middleware.cors:filter_factory
        oslo_config_project = neutron

        [filter:http_proxy_to_wsgi]
        paste.filter_factory = oslo_middleware.http_proxy_to_wsgi:HTTPProxyToWSGI.factory

        [filter:request_id]
        paste.filter_factory = oslo_middleware:RequestId.factory

        [filter:catch_errors]
        paste.filter_factory = oslo_middleware:CatchErrors.factory

        [filter:osprofiler]
        paste.filter_factory = osprofiler.web:WsgiMiddleware.factory

        [filter:fake_project_id]
        paste.filter_factory = neutron.auth:NoauthFakeProjectId.factory

        [filter:authtoken]
        paste.filter_factory = keystonemiddleware.auth_token:filter_factory

        [filter:keystonecontext]
        paste.filter_factory = neutron.auth:NeutronKeystoneContext.factory

        [filter:extensions]
        paste.filter_factory = neutron.api.extensions:plugin_aware_extension_middleware_factory

        # Apps

        [app:neutronversions]
        paste.app_factory = neutron.pecan_wsgi.app:versions_factory

        [app:neutronapiapp_v2_0]
        paste.app_factory = neutron.api.v2.router:APIRouter.factory

        [app:healthcheck]
        paste.app_factory = oslo_middleware:Healthcheck.app_factory
        backends = disable_by_file
        disable_by_file_path = /var/lib/neutron/healthcheck_disable

        """

    /// The volume service; its app is `osapi_volume`.
    package static let cinder = """
        # Deployment of the volume service. The first filter of a list sees a request first.

        [composite:osapi_volume]
        use = call:cinder.api:root_app_factory
        / = apiversions
        /healthcheck = healthcheck
        /v3 = openstack_volume_api_v3

        # The pipeline is chosen by auth_strategy; without api_rate_limit the _nolimit one is preferred.
        [composite:openstack_volume_api_v3]
        use = call:cinder.api.middleware.auth:pipeline_factory
        noauth = request_id cors http_proxy_to_wsgi faultwrap sizelimit osprofiler noauth apiv3
        noauth_include_project_id = request_id cors http_proxy_to_wsgi faultwrap sizelimit osprofiler noauth_include_project_id apiv3
        keystone = request_id cors http_proxy_to_wsgi faultwrap sizelimit osprofiler authtoken keystonecontext apiv3
        keystone_nolimit = request_id cors http_proxy_to_wsgi faultwrap sizelimit osprofiler authtoken keystonecontext apiv3

        [pipeline:apiversions]
        pipeline = request_id cors http_proxy_to_wsgi faultwrap osvolumeversionapp

        [pipeline:healthcheck]
        pipeline = request_id healthcheckapp

        # Filters

        [filter:request_id]
        paste.filter_factory = cinder.api.middleware.request_id:RequestId.factory

        [filter:cors]
        paste.filter_factory = oslo_middleware.cors:filter_factory
        oslo_config_project = cinder

        [filter:http_proxy_to_wsgi]
        paste.filter_factory = oslo_middleware.http_proxy_to_wsgi:HTTPProxyToWSGI.factory

        [filter:faultwrap]
        paste.filter_factory = cinder.api.middleware.fault:FaultWrapper.factory

        [filter:sizelimit]
        paste.filter_factory = oslo_middleware.sizelimit:RequestBodySizeLimiter.factory

        [filter:osprofiler]
        paste.filter_factory = osprofiler.web:WsgiMiddleware.factory

        [filter:noauth]
        paste.filter_factory = cinder.api.middleware.auth:NoAuthMiddleware.factory

        [filter:noauth_include_project_id]
        paste.filter_factory = cinder.api.middleware.auth:NoAuthMiddlewareIncludeProjectID.factory

        [filter:authtoken]
        paste.filter_factory = keystonemiddleware.auth_token:filter_factory

        [filter:keystonecontext]
        paste.filter_factory = cinder.api.middleware.auth:CinderKeystoneContext.factory

        # Apps

        [app:apiv3]
        paste.app_factory = cinder.api.v3.router:APIRouter.factory

        [app:osvolumeversionapp]
        paste.app_factory = cinder.api.versions:Versions.factory

        [app:healthcheckapp]
        paste.app_factory = oslo_middleware:Healthcheck.app_factory
        backends = disable_by_file
        disable_by_file_path = /etc/cinder/healthcheck_disable

        """

    /// The identity service; its app is `identity`.
    package static let keystone = """
        # Deployment of the identity service. The first filter of a list sees a request first.

        [composite:main]
        use = egg:Paste#urlmap
        /v3 = api_v3
        /healthcheck = healthcheck
        / = public_version_api

        [pipeline:api_v3]
        pipeline = cors http_proxy_to_wsgi request_id sizelimit osprofiler url_normalize admin_token_auth build_auth_context service_v3

        [pipeline:public_version_api]
        pipeline = cors http_proxy_to_wsgi request_id url_normalize public_version_service

        # Filters

        [filter:cors]
        use = egg:oslo.middleware#cors
        oslo_config_project = keystone

        [filter:http_proxy_to_wsgi]
        use = egg:oslo.middleware#http_proxy_to_wsgi

        [filter:request_id]
        use = egg:oslo.middleware#request_id

        [filter:sizelimit]
        use = egg:oslo.middleware#sizelimit

        [filter:osprofiler]
        use = egg:osprofiler#osprofiler

        [filter:url_normalize]
        use = egg:keystone#url_normalize

        # Whoever sends [DEFAULT] admin_token is an administrator; nothing without that option.
        [filter:admin_token_auth]
        use = egg:keystone#admin_token_auth

        [filter:build_auth_context]
        use = egg:keystone#build_auth_context

        # Apps

        [app:service_v3]
        use = egg:keystone#service_v3

        [app:public_version_service]
        use = egg:keystone#public_version_service

        [app:healthcheck]
        paste.app_factory = oslo_middleware:Healthcheck.app_factory
        backends = disable_by_file
        disable_by_file_path = /etc/keystone/healthcheck_disable

        """
}
