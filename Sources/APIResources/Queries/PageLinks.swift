package import HTTPApplication
package import JSONCodec

/// The links from one page of a list to the next and the previous.
package struct PageLinks: Sendable {
    private let url: String
    private let items: [QueryItems.Item]

    /// - Parameters:
    ///   - url: the collection's, without a query.
    ///   - items: the request's query.
    package init(url: String, items: QueryItems) {
        self.url = url
        self.items = items.items.filter { $0.name != "marker" && $0.name != "page_reverse" }
    }

    /// The links after `page`: forward when it is full or was read backwards, backward unless it was read backwards and is not full.
    package func links(for page: ListedPage, limit: Int, isReversed: Bool) -> [JSONValue] {
        let isFull = page.count >= limit
        var links: [JSONValue] = []
        if isFull || isReversed { links.append(link("next", marker: page.last, reversed: false)) }
        if isFull || !isReversed { links.append(link("previous", marker: page.first, reversed: true)) }
        return links
    }

    private func link(_ relation: String, marker: String?, reversed: Bool) -> JSONValue {
        var items = items
        if let marker { items.append(QueryItems.Item(name: "marker", value: marker)) }
        if reversed { items.append(QueryItems.Item(name: "page_reverse", value: "True")) }
        return ["rel": .string(relation), "href": .string(url + "?" + QueryItems(items).encoded)]
    }
}
