package import HTTPApplication
import NIOHTTP1

/// What a request was when it arrived, before filters changed it.
package struct RequestArrival {
    let path: String
    let headers: HTTPHeaders
    let time = ContinuousClock.now

    package init(_ request: Request) {
        path = request.path
        headers = request.headers
    }

    /// The time since then.
    package var elapsed: Duration { ContinuousClock.now - time }
}
