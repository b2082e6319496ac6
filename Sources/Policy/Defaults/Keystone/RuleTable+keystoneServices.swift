extension RuleTable {
    /// Rules of the identity API about all but users, projects and roles, and the names other rules use.
    static let keystoneServices = """
        admin_required | | role:admin or is_admin:1
        service_or_admin | | rule:admin_required or rule:service_role
        owner | | user_id:%(user_id)s
        admin_or_owner | | rule:admin_required or rule:owner
        token_subject | | user_id:%(target.token.user_id)s
        admin_or_token_subject | | rule:admin_required or rule:token_subject
        service_admin_or_token_subject | | rule:service_or_admin or rule:token_subject
        identity:get_access_rule | system project | (role:reader and system_scope:all) or user_id:%(target.user.id)s | | GET /v3/users/{user_id}/access_rules/{access_rule_id} ; HEAD /v3/users/{user_id}/access_rules/{access_rule_id}
        identity:list_access_rules | system project | (role:reader and system_scope:all) or user_id:%(target.user.id)s | | GET /v3/users/{user_id}/access_rules ; HEAD /v3/users/{user_id}/access_rules
        identity:delete_access_rule | system project | (role:admin and system_scope:all) or user_id:%(target.user.id)s | | DELETE /v3/users/{user_id}/access_rules/{access_rule_id}
        identity:authorize_request_token | project | rule:admin_required | | PUT /v3/OS-OAUTH1/authorize/{request_token_id}
        identity:get_access_token | project | rule:admin_required | | GET /v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}
        identity:get_access_token_role | project | rule:admin_required | | GET /v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles/{role_id}
        identity:list_access_tokens | project | rule:admin_required | | GET /v3/users/{user_id}/OS-OAUTH1/access_tokens
        identity:list_access_token_roles | project | rule:admin_required | | GET /v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles
        identity:delete_access_token | project | rule:admin_required | | DELETE /v3/users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}
        identity:get_application_credential | system project | (rule:admin_required) or (role:reader and system_scope:all) or rule:owner | rule:admin_or_owner | GET /v3/users/{user_id}/application_credentials/{application_credential_id} ; HEAD /v3/users/{user_id}/application_credentials/{application_credential_id}
        identity:list_application_credentials | system project | (rule:admin_required) or (role:reader and system_scope:all) or rule:owner | rule:admin_or_owner | GET /v3/users/{user_id}/application_credentials ; HEAD /v3/users/{user_id}/application_credentials
        identity:create_application_credential | project | user_id:%(user_id)s | | POST /v3/users/{user_id}/application_credentials
        identity:delete_application_credential | system project | rule:admin_or_owner | rule:admin_or_owner | DELETE /v3/users/{user_id}/application_credentials/{application_credential_id}
        identity:get_auth_catalog | | | | GET /v3/auth/catalog ; HEAD /v3/auth/catalog
        identity:get_auth_system | | | | GET /v3/auth/system ; HEAD /v3/auth/system
        identity:get_consumer | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-OAUTH1/consumers/{consumer_id}
        identity:list_consumers | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-OAUTH1/consumers
        identity:create_consumer | system project | rule:admin_required | rule:admin_required | POST /v3/OS-OAUTH1/consumers
        identity:update_consumer | system project | rule:admin_required | rule:admin_required | PATCH /v3/OS-OAUTH1/consumers/{consumer_id}
        identity:delete_consumer | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-OAUTH1/consumers/{consumer_id}
        identity:get_credential | system domain project | (rule:admin_required) or (role:reader and system_scope:all) or user_id:%(target.credential.user_id)s | rule:admin_required | GET /v3/credentials/{credential_id}
        identity:list_credentials | system domain project | (rule:admin_required) or (role:reader and system_scope:all) or user_id:%(target.credential.user_id)s | rule:admin_required | GET /v3/credentials
        identity:create_credential | system domain project | (rule:admin_required) or user_id:%(target.credential.user_id)s | rule:admin_required | POST /v3/credentials
        identity:update_credential | system domain project | (rule:admin_required) or user_id:%(target.credential.user_id)s | rule:admin_required | PATCH /v3/credentials/{credential_id}
        identity:delete_credential | system domain project | (rule:admin_required) or user_id:%(target.credential.user_id)s | rule:admin_required | DELETE /v3/credentials/{credential_id}
        identity:ec2_get_credential | system project | (rule:admin_required) or (role:reader and system_scope:all) or user_id:%(target.credential.user_id)s | rule:admin_required or (rule:owner and user_id:%(target.credential.user_id)s) | GET /v3/users/{user_id}/credentials/OS-EC2/{credential_id}
        identity:ec2_list_credentials | system project | (rule:admin_required) or (role:reader and system_scope:all) or rule:owner | rule:admin_or_owner | GET /v3/users/{user_id}/credentials/OS-EC2
        identity:ec2_create_credential | system project | (rule:admin_required) or (role:member and user_id:%(target.credential.user_id)s) | rule:admin_or_owner | POST /v3/users/{user_id}/credentials/OS-EC2
        identity:ec2_delete_credential | system project | (rule:admin_required) or (role:member and user_id:%(target.credential.user_id)s) | rule:admin_required or (rule:owner and user_id:%(target.credential.user_id)s) | DELETE /v3/users/{user_id}/credentials/OS-EC2/{credential_id}
        identity:get_endpoint | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/endpoints/{endpoint_id}
        identity:list_endpoints | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/endpoints
        identity:create_endpoint | system project | rule:admin_required | rule:admin_required | POST /v3/endpoints
        identity:update_endpoint | system project | rule:admin_required | rule:admin_required | PATCH /v3/endpoints/{endpoint_id}
        identity:delete_endpoint | system project | rule:admin_required | rule:admin_required | DELETE /v3/endpoints/{endpoint_id}
        identity:create_endpoint_group | system project | rule:admin_required | rule:admin_required | POST /v3/OS-EP-FILTER/endpoint_groups
        identity:list_endpoint_groups | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/endpoint_groups
        identity:get_endpoint_group | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id} ; HEAD /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}
        identity:update_endpoint_group | system project | rule:admin_required | rule:admin_required | PATCH /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}
        identity:delete_endpoint_group | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}
        identity:list_projects_associated_with_endpoint_group | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects
        identity:list_endpoints_associated_with_endpoint_group | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/endpoints
        identity:get_endpoint_group_in_project | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id} ; HEAD /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}
        identity:list_endpoint_groups_for_project | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/projects/{project_id}/endpoint_groups
        identity:add_endpoint_group_to_project | system project | rule:admin_required | rule:admin_required | PUT /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}
        identity:remove_endpoint_group_from_project | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id}
        identity:create_identity_provider | system project | rule:admin_required | rule:admin_required | PUT /v3/OS-FEDERATION/identity_providers/{idp_id}
        identity:list_identity_providers | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/identity_providers ; HEAD /v3/OS-FEDERATION/identity_providers
        identity:get_identity_provider | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/identity_providers/{idp_id} ; HEAD /v3/OS-FEDERATION/identity_providers/{idp_id}
        identity:update_identity_provider | system project | rule:admin_required | rule:admin_required | PATCH /v3/OS-FEDERATION/identity_providers/{idp_id}
        identity:delete_identity_provider | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-FEDERATION/identity_providers/{idp_id}
        identity:get_limit_model | system domain project | | | GET /v3/limits/model ; HEAD /v3/limits/model
        identity:get_limit | system domain project | rule:admin_required or (role:reader and system_scope:all) or (domain_id:%(target.limit.domain.id)s or domain_id:%(target.limit.project.domain_id)s) or (project_id:%(target.limit.project_id)s and not None:%(target.limit.project_id)s) | | GET /v3/limits/{limit_id} ; HEAD /v3/limits/{limit_id}
        identity:list_limits | system domain project | | | GET /v3/limits ; HEAD /v3/limits
        identity:create_limits | system project | rule:admin_required | | POST /v3/limits
        identity:update_limit | system project | rule:admin_required | | PATCH /v3/limits/{limit_id}
        identity:delete_limit | system project | rule:admin_required | | DELETE /v3/limits/{limit_id}
        identity:create_mapping | system project | rule:admin_required | rule:admin_required | PUT /v3/OS-FEDERATION/mappings/{mapping_id}
        identity:get_mapping | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/mappings/{mapping_id} ; HEAD /v3/OS-FEDERATION/mappings/{mapping_id}
        identity:list_mappings | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/mappings ; HEAD /v3/OS-FEDERATION/mappings
        identity:delete_mapping | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-FEDERATION/mappings/{mapping_id}
        identity:update_mapping | system project | rule:admin_required | rule:admin_required | PATCH /v3/OS-FEDERATION/mappings/{mapping_id}
        identity:get_policy | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/policies/{policy_id}
        identity:list_policies | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/policies
        identity:create_policy | system project | rule:admin_required | rule:admin_required | POST /v3/policies
        identity:update_policy | system project | rule:admin_required | rule:admin_required | PATCH /v3/policies/{policy_id}
        identity:delete_policy | system project | rule:admin_required | rule:admin_required | DELETE /v3/policies/{policy_id}
        identity:create_policy_association_for_endpoint | system project | rule:admin_required | rule:admin_required | PUT /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id}
        identity:check_policy_association_for_endpoint | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id} ; HEAD /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id}
        identity:delete_policy_association_for_endpoint | system project | rule:admin_required | rule:admin_required | DELETE /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id}
        identity:create_policy_association_for_service | system project | rule:admin_required | rule:admin_required | PUT /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}
        identity:check_policy_association_for_service | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id} ; HEAD /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}
        identity:delete_policy_association_for_service | system project | rule:admin_required | rule:admin_required | DELETE /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}
        identity:create_policy_association_for_region_and_service | system project | rule:admin_required | rule:admin_required | PUT /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id}
        identity:check_policy_association_for_region_and_service | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id} ; HEAD /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id}
        identity:delete_policy_association_for_region_and_service | system project | rule:admin_required | rule:admin_required | DELETE /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id}
        identity:get_policy_for_endpoint | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/endpoints/{endpoint_id}/OS-ENDPOINT-POLICY/policy ; HEAD /v3/endpoints/{endpoint_id}/OS-ENDPOINT-POLICY/policy
        identity:list_endpoints_for_policy | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints
        identity:list_projects_for_endpoint | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/endpoints/{endpoint_id}/projects
        identity:add_endpoint_to_project | system project | rule:admin_required | rule:admin_required | PUT /v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}
        identity:check_endpoint_in_project | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id} ; HEAD /v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}
        identity:list_endpoints_for_project | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-EP-FILTER/projects/{project_id}/endpoints
        identity:remove_endpoint_from_project | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id}
        identity:create_protocol | system project | rule:admin_required | rule:admin_required | PUT /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}
        identity:update_protocol | system project | rule:admin_required | rule:admin_required | PATCH /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}
        identity:get_protocol | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}
        identity:list_protocols | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols
        identity:delete_protocol | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols/{protocol_id}
        identity:get_region | system domain project | | | GET /v3/regions/{region_id} ; HEAD /v3/regions/{region_id}
        identity:list_regions | system domain project | | | GET /v3/regions ; HEAD /v3/regions
        identity:create_region | system project | rule:admin_required | rule:admin_required | POST /v3/regions ; PUT /v3/regions/{region_id}
        identity:update_region | system project | rule:admin_required | rule:admin_required | PATCH /v3/regions/{region_id}
        identity:delete_region | system project | rule:admin_required | rule:admin_required | DELETE /v3/regions/{region_id}
        identity:get_registered_limit | system domain project | | | GET /v3/registered_limits/{registered_limit_id} ; HEAD /v3/registered_limits/{registered_limit_id}
        identity:list_registered_limits | system domain project | | | GET /v3/registered_limits ; HEAD /v3/registered_limits
        identity:create_registered_limits | system project | rule:admin_required | | POST /v3/registered_limits
        identity:update_registered_limit | system project | rule:admin_required | | PATCH /v3/registered_limits/{registered_limit_id}
        identity:delete_registered_limit | system project | rule:admin_required | | DELETE /v3/registered_limits/{registered_limit_id}
        identity:list_revoke_events | system project | rule:service_or_admin | | GET /v3/OS-REVOKE/events
        identity:s3tokens_validate | system domain project | rule:service_or_admin | | POST /v3/s3tokens
        identity:ec2tokens_validate | system domain project | rule:service_or_admin | | POST /v3/ec2tokens
        identity:get_service | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/services/{service_id}
        identity:list_services | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/services
        identity:create_service | system project | rule:admin_required | rule:admin_required | POST /v3/services
        identity:update_service | system project | rule:admin_required | rule:admin_required | PATCH /v3/services/{service_id}
        identity:delete_service | system project | rule:admin_required | rule:admin_required | DELETE /v3/services/{service_id}
        identity:create_service_provider | system project | rule:admin_required | rule:admin_required | PUT /v3/OS-FEDERATION/service_providers/{service_provider_id}
        identity:list_service_providers | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/service_providers ; HEAD /v3/OS-FEDERATION/service_providers
        identity:get_service_provider | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-FEDERATION/service_providers/{service_provider_id} ; HEAD /v3/OS-FEDERATION/service_providers/{service_provider_id}
        identity:update_service_provider | system project | rule:admin_required | rule:admin_required | PATCH /v3/OS-FEDERATION/service_providers/{service_provider_id}
        identity:delete_service_provider | system project | rule:admin_required | rule:admin_required | DELETE /v3/OS-FEDERATION/service_providers/{service_provider_id}
        identity:revocation_list | system project | rule:service_or_admin | | GET /v3/auth/tokens/OS-PKI/revoked
        identity:check_token | system domain project | rule:admin_required or (role:reader and system_scope:all) or rule:token_subject | rule:admin_or_token_subject | HEAD /v3/auth/tokens
        identity:validate_token | system domain project | rule:admin_required or (role:reader and system_scope:all) or rule:service_role or rule:token_subject | rule:service_admin_or_token_subject | GET /v3/auth/tokens
        identity:revoke_token | system domain project | rule:admin_required or rule:token_subject | rule:admin_or_token_subject | DELETE /v3/auth/tokens
        identity:create_trust | project | user_id:%(target.trust.trustor_user_id)s | | POST /v3/OS-TRUST/trusts
        identity:list_trusts | system project | rule:admin_required or (role:reader and system_scope:all) | rule:admin_required | GET /v3/OS-TRUST/trusts ; HEAD /v3/OS-TRUST/trusts
        identity:list_trusts_for_trustor | system project | (rule:admin_required) or (role:reader and system_scope:all or user_id:%(target.trust.trustor_user_id)s) | | GET /v3/OS-TRUST/trusts?trustor_user_id={trustor_user_id} ; HEAD /v3/OS-TRUST/trusts?trustor_user_id={trustor_user_id}
        identity:list_trusts_for_trustee | system project | (rule:admin_required) or (role:reader and system_scope:all or user_id:%(target.trust.trustee_user_id)s) | | GET /v3/OS-TRUST/trusts?trustee_user_id={trustee_user_id} ; HEAD /v3/OS-TRUST/trusts?trustee_user_id={trustee_user_id}
        identity:list_roles_for_trust | system project | (rule:admin_required) or (role:reader and system_scope:all or user_id:%(target.trust.trustor_user_id)s or user_id:%(target.trust.trustee_user_id)s) | user_id:%(target.trust.trustor_user_id)s or user_id:%(target.trust.trustee_user_id)s | GET /v3/OS-TRUST/trusts/{trust_id}/roles ; HEAD /v3/OS-TRUST/trusts/{trust_id}/roles
        identity:get_role_for_trust | system project | (rule:admin_required) or (role:reader and system_scope:all or user_id:%(target.trust.trustor_user_id)s or user_id:%(target.trust.trustee_user_id)s) | user_id:%(target.trust.trustor_user_id)s or user_id:%(target.trust.trustee_user_id)s | GET /v3/OS-TRUST/trusts/{trust_id}/roles/{role_id} ; HEAD /v3/OS-TRUST/trusts/{trust_id}/roles/{role_id}
        identity:delete_trust | system project | rule:admin_required or user_id:%(target.trust.trustor_user_id)s | user_id:%(target.trust.trustor_user_id)s | DELETE /v3/OS-TRUST/trusts/{trust_id}
        identity:get_trust | system project | (rule:admin_required) or (role:reader and system_scope:all or user_id:%(target.trust.trustor_user_id)s or user_id:%(target.trust.trustee_user_id)s) | user_id:%(target.trust.trustor_user_id)s or user_id:%(target.trust.trustee_user_id)s | GET /v3/OS-TRUST/trusts/{trust_id} ; HEAD /v3/OS-TRUST/trusts/{trust_id}
        """
}
