import Extensions
import HTTPApplication
import JSONCodec
import NIOHTTP1

/// `/extensions`: what there is beyond the core of the API.
package enum ExtensionsController {
    package static let operations: [VolumeOperation] = [
        VolumeOperation(.GET, "extensions", "extension", "index") { _ in
            Response(json: ["extensions": .array(VolumeExtensions.all.map { .object($0.document) })])
        },
        VolumeOperation(.GET, "extensions/{id}", "extension", "show") { call in
            let alias = call.capture("id")
            guard let found = VolumeExtensions.all.first(where: { $0.alias == alias }) else {
                throw VolumeFault.notFound("Extension", alias)
            }
            return Response(json: ["extension": .object(found.document)])
        },
    ]
}
