// SPDX-License-Identifier: Apache-2.0

import Pages
import Testing

/// What holds for every page, whatever is put into it.
struct PageShapeTests {
    static let texts = ["plain words", Samples.hostile, Samples.disguised]

    @Test(arguments: texts)
    func `every page is well-formed, whatever was heard`(text: String) {
        for (name, page) in Samples.all(saying: text) {
            let fault = Markup(page).fault
            #expect(fault == nil, "\(name): \(fault ?? "")")
        }
    }

    @Test(arguments: texts)
    func `nothing heard becomes an element or an attribute`(text: String) {
        let plain = Samples.all(saying: "plain words").map { Markup($0.page) }
        for (markup, (name, page)) in zip(plain, Samples.all(saying: text)) {
            let told = Markup(page)
            #expect(told.elements.map(\.name) == markup.elements.map(\.name), "\(name)")
            let keys = told.elements.map { $0.attributes.keys.sorted() }
            #expect(keys == markup.elements.map { $0.attributes.keys.sorted() }, "\(name)")
        }
    }

    @Test func `no page has a script or a style of its own, or loads from elsewhere`() {
        for (name, page) in Samples.all(saying: "plain words") {
            let markup = Markup(page)
            for element in markup.elements {
                #expect(element.attributes["style"] == nil, "\(name): \(element)")
                #expect(!element.attributes.keys.contains { $0.hasPrefix("on") }, "\(name): \(element)")
                for key in ["src", "href", "action"] {
                    guard let address = element.attributes[key] else { continue }
                    #expect(address.hasPrefix("#") || PageShapeTests.isOwn(address), "\(name): \(address)")
                }
            }
            #expect(markup.all("style").isEmpty && markup.all("script").allSatisfy { $0.text.isEmpty }, "\(name)")
        }
    }

    private static func isOwn(_ address: String) -> Bool { address.hasPrefix("/") && !address.hasPrefix("//") }

    @Test func `every page has its language, a title, one main heading and one main part`() {
        for (name, page) in Samples.all(saying: "plain words") {
            let markup = Markup(page)
            #expect(markup.all("html").first?.attributes["lang"] == "en", "\(name)")
            #expect(markup.all("title").first?.text.hasSuffix("Gnomon") ?? false, "\(name)")
            #expect(markup.all("h1").count == 1 && markup.all("main").count == 1, "\(name)")
            #expect(markup.all("h1").first?.text.isEmpty == false, "\(name)")
        }
    }

    @Test func `every input has a label, every button a word, every id is one element's`() {
        for (name, page) in Samples.all(saying: "plain words") {
            let markup = Markup(page)
            let labelled = Set(markup.all("label").compactMap { $0.attributes["for"] })
            for input in markup.elements where ["input", "select", "textarea"].contains(input.name) {
                #expect(
                    labelled.contains(input.attributes["id"] ?? "") || input.attributes["aria-label"] != nil,
                    "\(name): \(input)")
            }
            for button in markup.all("button") + markup.all("a") {
                #expect(!button.text.isEmpty || button.attributes["aria-label"] != nil, "\(name): \(button)")
            }
            let ids = markup.elements.compactMap { $0.attributes["id"] }
            #expect(Set(ids).count == ids.count, "\(name): \(ids.sorted())")
        }
    }

    @Test func `what points at an id points at one that is there`() {
        for (name, page) in Samples.all(saying: "plain words") {
            let markup = Markup(page)
            let ids = Set(markup.elements.compactMap { $0.attributes["id"] })
            for element in markup.elements {
                for key in ["aria-labelledby", "aria-describedby", "for"] {
                    for id in (element.attributes[key] ?? "").split(separator: " ") {
                        #expect(ids.contains(String(id)), "\(name): \(key) \(id)")
                    }
                }
                if let href = element.attributes["href"], href.hasPrefix("#") {
                    #expect(ids.contains(String(href.dropFirst())), "\(name): \(href)")
                }
            }
            #expect(markup.elements.allSatisfy { $0.attributes["data-refresh"] == nil || $0.attributes["id"] != nil })
        }
    }

    @Test func `headings go down by one step at most`() {
        for (name, page) in Samples.all(saying: "plain words") {
            let levels = Markup(page).elements.compactMap { element -> Int? in
                element.name.count == 2 && element.name.hasPrefix("h") ? Int(element.name.dropFirst()) : nil
            }
            for (one, next) in zip(levels, levels.dropFirst()) { #expect(next <= one + 1, "\(name): \(levels)") }
        }
    }

    @Test func `the navigation says where one is`() {
        for (name, page) in Samples.all(saying: "plain words").prefix(7) {
            let here = Markup(page).all("a").filter { $0.attributes["aria-current"] == "page" }
            #expect(here.count == 1, "\(name)")
        }
    }
}
