package import HTTPApplication
package import NIOHTTP1

/// One operation of the API, as data: where it is, from which microversion on, and what answers it.
package struct VolumeOperation: Sendable {
    package typealias Handler = @Sendable (VolumeCall) async throws -> Response

    package var method: HTTPMethod
    /// Without the project: `volumes/{id}`.
    package var path: String
    package var resource: String
    package var action: String
    package var extensionAlias: String?
    /// The lowest microversion that has it.
    package var since: Microversion
    package var handler: Handler

    package init(
        _ method: HTTPMethod, _ path: String, _ resource: String, _ action: String, extension extensionAlias: String? = nil,
        since minor: Int = 0,
        handler: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.resource = resource
        self.action = action
        self.extensionAlias = extensionAlias
        since = Microversion(3, minor)
        self.handler = handler
    }

    /// Every operation that there is.
    package static let all: [VolumeOperation] =
        VolumesController.operations + VolumeActionsController.operations + VolumeMetadataController.operations
        + VolumeTypesController.operations + ExtraSpecsController.operations + TypeAccessController.operations
        + DefaultTypesController.operations + QuotaSetsController.operations + QuotaClassesController.operations
        + LimitsController.operations + ServicesController.operations + AvailabilityZonesController.operations
        + PoolsController.operations + MessagesController.operations + ExtensionsController.operations
}
