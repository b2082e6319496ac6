import HTTPApplication
import JSONCodec
import NIOHTTP1
import Testing

@testable import IdentityService

@Suite struct `Routes of the identity API` {
    /// Those that keystone 30.0.0's own application has, but for federation.
    static let known = """
        OS-EP-FILTER/endpoint_groups GET,POST
        OS-EP-FILTER/endpoint_groups/{endpoint_group_id} DELETE,GET,PATCH
        OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/endpoints GET
        OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects GET
        OS-EP-FILTER/endpoint_groups/{endpoint_group_id}/projects/{project_id} DELETE,GET,PUT
        OS-EP-FILTER/endpoints/{endpoint_id}/projects GET
        OS-EP-FILTER/projects/{project_id}/endpoint_groups GET
        OS-EP-FILTER/projects/{project_id}/endpoints GET
        OS-EP-FILTER/projects/{project_id}/endpoints/{endpoint_id} DELETE,GET,PUT
        OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects DELETE,GET,PUT
        OS-INHERIT/domains/{domain_id}/groups/{group_id}/roles/inherited_to_projects GET
        OS-INHERIT/domains/{domain_id}/users/{user_id}/roles/{role_id}/inherited_to_projects DELETE,GET,PUT
        OS-INHERIT/domains/{domain_id}/users/{user_id}/roles/inherited_to_projects GET
        OS-INHERIT/projects/{project_id}/groups/{group_id}/roles/{role_id}/inherited_to_projects DELETE,GET,PUT
        OS-INHERIT/projects/{project_id}/users/{user_id}/roles/{role_id}/inherited_to_projects DELETE,GET,PUT
        OS-OAUTH1/access_token POST
        OS-OAUTH1/authorize/{request_token_id} PUT
        OS-OAUTH1/consumers GET,POST
        OS-OAUTH1/consumers/{consumer_id} DELETE,GET,PATCH
        OS-OAUTH1/request_token POST
        OS-OAUTH2/token POST
        OS-REVOKE/events GET
        OS-SIMPLE-CERT/ca GET
        OS-SIMPLE-CERT/certificates GET
        OS-TRUST/trusts GET,POST
        OS-TRUST/trusts/{trust_id} DELETE,GET
        OS-TRUST/trusts/{trust_id}/roles GET
        OS-TRUST/trusts/{trust_id}/roles/{role_id} GET
        auth/catalog GET
        auth/domains GET
        auth/projects GET
        auth/system GET
        auth/tokens DELETE,GET,POST
        auth/tokens/OS-PKI/revoked GET
        credentials GET,POST
        credentials/{credential_id} DELETE,GET,PATCH
        domains GET,POST
        domains/{domain_id} DELETE,GET,PATCH
        domains/{domain_id}/config DELETE,GET,PATCH,PUT
        domains/{domain_id}/config/{group} DELETE,GET,PATCH
        domains/{domain_id}/config/{group}/{option} DELETE,GET,PATCH
        domains/{domain_id}/groups/{group_id}/roles GET
        domains/{domain_id}/groups/{group_id}/roles/{role_id} DELETE,GET,PUT
        domains/{domain_id}/users/{user_id}/roles GET
        domains/{domain_id}/users/{user_id}/roles/{role_id} DELETE,GET,PUT
        domains/config/{group}/{option}/default GET
        domains/config/{group}/default GET
        domains/config/default GET
        ec2tokens POST
        endpoints GET,POST
        endpoints/{endpoint_id} DELETE,GET,PATCH
        endpoints/{endpoint_id}/OS-ENDPOINT-POLICY/policy GET
        groups GET,POST
        groups/{group_id} DELETE,GET,PATCH
        groups/{group_id}/users GET
        groups/{group_id}/users/{user_id} DELETE,GET,PUT
        limits GET,POST
        limits/{limit_id} DELETE,GET,PATCH
        limits/model GET
        policies GET,POST
        policies/{policy_id} DELETE,GET,PATCH
        policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints GET
        policies/{policy_id}/OS-ENDPOINT-POLICY/endpoints/{endpoint_id} DELETE,GET,PUT
        policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id} DELETE,GET,PUT
        policies/{policy_id}/OS-ENDPOINT-POLICY/services/{service_id}/regions/{region_id} DELETE,GET,PUT
        projects GET,POST
        projects/{project_id} DELETE,GET,PATCH
        projects/{project_id}/groups/{group_id}/roles GET
        projects/{project_id}/groups/{group_id}/roles/{role_id} DELETE,GET,PUT
        projects/{project_id}/tags DELETE,GET,PUT
        projects/{project_id}/tags/{value} DELETE,GET,PUT
        projects/{project_id}/users/{user_id}/roles GET
        projects/{project_id}/users/{user_id}/roles/{role_id} DELETE,GET,PUT
        regions GET,POST
        regions/{region_id} DELETE,GET,PATCH,PUT
        registered_limits GET,POST
        registered_limits/{registered_limit_id} DELETE,GET,PATCH
        role_assignments GET
        role_inferences GET
        roles GET,POST
        roles/{prior_role_id}/implies GET
        roles/{prior_role_id}/implies/{implied_role_id} DELETE,GET,PUT
        roles/{role_id} DELETE,GET,PATCH
        s3tokens POST
        services GET,POST
        services/{service_id} DELETE,GET,PATCH
        system/groups/{group_id}/roles GET
        system/groups/{group_id}/roles/{role_id} DELETE,GET,PUT
        system/users/{user_id}/roles GET
        system/users/{user_id}/roles/{role_id} DELETE,GET,PUT
        users GET,POST
        users/{user_id} DELETE,GET,PATCH
        users/{user_id}/OS-OAUTH1/access_tokens GET
        users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id} DELETE,GET
        users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles GET
        users/{user_id}/OS-OAUTH1/access_tokens/{access_token_id}/roles/{role_id} GET
        users/{user_id}/access_rules GET
        users/{user_id}/access_rules/{access_rule_id} DELETE,GET
        users/{user_id}/application_credentials GET,POST
        users/{user_id}/application_credentials/{application_credential_id} DELETE,GET
        users/{user_id}/credentials/OS-EC2 GET,POST
        users/{user_id}/credentials/OS-EC2/{credential_id} DELETE,GET
        users/{user_id}/groups GET
        users/{user_id}/password POST
        users/{user_id}/projects GET
        users/{user_id}/tokens DELETE
        """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    @Test func `every route of keystone that needs no federation is there`() async throws {
        try await withIdentity { (fixture: IdentityFixture) async throws in
            for route in Self.known {
                let path = "/v3/" + route[0].split(separator: "/").map { $0.hasPrefix("{") ? "x" : $0 }.joined(separator: "/")
                for method in route[1].split(separator: ",") {
                    let answer = try await fixture.send(HTTPMethod(rawValue: String(method)), path, by: .nobody)
                    #expect(answer.status != 404 && answer.status != 405, "\(method) \(path)")
                }
            }
        }
    }

    @Test func `users take back all their tokens, administrators those of everybody`() async throws {
        try await withLogins { (fixture: LoginFixture) async throws in
            let (fred, sue) = (try await fixture.token("fred"), try await fixture.token("sue"))
            let boss = try await fixture.token("boss", scope: ["system": ["all": true]])
            let path = "/v3/users/\(LoginFixture.fred)/tokens"
            #expect(try await fixture.send(.DELETE, path, token: sue).status == 403)
            #expect(try fixture.isValid(fred))
            #expect(try await fixture.send(.DELETE, path, token: fred).status == 204)
            #expect(try !fixture.isValid(fred))
            #expect(try fixture.isValid(sue))
            #expect(try await fixture.send(.DELETE, "/v3/users/sue/tokens", token: boss).status == 204)
            #expect(try !fixture.isValid(sue))
            #expect(try await fixture.send(.DELETE, "/v3/users/none/tokens", token: boss).status == 404)
        }
    }
}
