package import APIResources
import JSONCodec
import Persistence

extension IdentityDefinitions {
    package static let region = ResourceDefinition(
        "region", collection: "regions", table: "identity_regions",
        attributes: [
            Attribute("id", .string(max: 255), [.post, .visible, .primaryKey], default: .unspecified), description,
            Attribute("parent_region_id", .string(max: 255).orNull, [.post, .put, .visible, .filter], default: nil), extra,
        ])

    package static let service = ResourceDefinition(
        "service", collection: "services", table: "identity_services",
        attributes: [
            id, Attribute("type", .identityName(max: 255), [.post, .put, .visible, .filter]),
            Attribute("name", .string(max: 255).orNull, [.post, .put, .visible, .filter], default: .unspecified),
            Attribute("description", .identityText, [.post, .put, .visible], default: .unspecified), enabled, extra,
        ])

    package static let endpoint = ResourceDefinition(
        "endpoint", collection: "endpoints", table: "identity_endpoints",
        attributes: [
            id, Attribute("interface", .values(["admin", "internal", "public"]), [.post, .put, .visible, .filter]),
            Attribute("service_id", .identityReference, [.post, .put, .visible, .filter, .indexed]),
            Attribute("region_id", .string(max: 255).orNull, [.post, .put, .visible, .filter], default: nil),
            // The older name of `region_id`: both are shown.
            Attribute("region", .string(max: 255).orNull, [.post, .put, .visible], default: nil),
            Attribute("url", .identityName(max: 4096), [.post, .put, .visible]),
            Attribute("name", .string(max: 255), [.post, .put, .visible], default: .unspecified),
            Attribute("description", .identityText, [.post, .put, .visible], default: .unspecified), enabled, extra,
        ])

    package static let endpointGroup = ResourceDefinition(
        "endpoint_group", collection: "endpoint_groups", path: "/OS-EP-FILTER/endpoint_groups", table: "identity_endpoint_groups",
        attributes: [
            id, Attribute("name", .identityName(max: 255), [.post, .put, .visible, .filter]),
            Attribute("description", .identityText, [.post, .put, .visible], default: nil),
            Attribute("filters", .object, [.post, .put, .visible]),
        ])

    package static let policy = ResourceDefinition(
        "policy", collection: "policies", table: "identity_policies",
        attributes: [
            id, Attribute("blob", .string(max: nil), [.post, .put, .visible]),
            Attribute("type", .string(max: 255), [.post, .put, .visible, .filter]), extra,
        ])

    package static let registeredLimit = ResourceDefinition(
        "registered_limit", collection: "registered_limits", table: "identity_registered_limits",
        attributes: [
            id, Attribute("service_id", .identityReference, [.post, .put, .visible, .filter]),
            Attribute("region_id", .string(max: 255).orNull, [.post, .put, .visible, .filter], default: nil),
            Attribute("resource_name", .identityName(max: 255), [.post, .put, .visible, .filter]),
            Attribute("default_limit", .identityLimit, [.post, .put, .visible]),
            Attribute("description", .identityText, [.post, .put, .visible], default: nil),
        ])

    package static let limit = ResourceDefinition(
        "limit", collection: "limits", table: "identity_limits",
        attributes: [
            id, Attribute("project_id", .identityReference.orNull, [.post, .visible, .filter], default: nil),
            Attribute("domain_id", .identityReference.orNull, [.post, .visible, .filter], default: nil),
            Attribute("service_id", .identityReference, [.post, .visible, .filter]),
            Attribute("region_id", .string(max: 255).orNull, [.post, .visible, .filter], default: nil),
            Attribute("resource_name", .identityName(max: 255), [.post, .visible, .filter]),
            Attribute("resource_limit", .identityLimit, [.post, .put, .visible]),
            Attribute("description", .identityText, [.post, .put, .visible], default: nil),
        ])
}
