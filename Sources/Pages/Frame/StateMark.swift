// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Each state's shape: told apart without colour, and at sixteen pixels.
enum StateMark {
    /// Drawn in a square of 24; `currentColor` is the state's.
    static func shape(of state: String) -> HTML {
        switch state {
        case "locked":
            """
            <circle cx="12" cy="12" r="11" fill="currentColor"/>\
            <path d="M6.5 12.5l3.8 3.8 7.2-8" fill="none" stroke="#fff" stroke-width="2.6" class="inner"/>
            """
        case "holdover":
            """
            <circle cx="12" cy="12" r="9.7" fill="none" stroke="currentColor" stroke-width="2.6"/>\
            <path d="M12 2.3a9.7 9.7 0 0 1 0 19.4z" fill="currentColor"/>
            """
        case "fallback":
            """
            <path d="M12 1l11 11-11 11L1 12z" fill="currentColor"/>\
            <path d="M7.5 10.2h8m-2.6-3l3 3-3 3M16.5 15h-8" fill="none" stroke="#fff" stroke-width="1.8" class="inner"/>
            """
        case "unsynchronised":
            """
            <path d="M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4z" fill="currentColor"/>\
            <path d="M8 8l8 8m0-8l-8 8" fill="none" stroke="#fff" stroke-width="2.6" class="inner"/>
            """
        default:
            """
            <circle cx="12" cy="12" r="9.7" fill="none" stroke="currentColor" stroke-width="2.6" \
            stroke-dasharray="4.2 3.4"/><circle cx="12" cy="12" r="3.4" fill="currentColor"/>
            """
        }
    }

    /// Every state's shape, to be pointed at from anywhere on the page; scripts change what is pointed at.
    static var symbols: HTML {
        let all = TimeState.Phase.allCases.map(\.name).map { name -> HTML in
            "<symbol id=\"mark-\(name)\" viewBox=\"0 0 24 24\">\(shape(of: name))</symbol>"
        }
        return "<svg width=\"0\" height=\"0\" class=\"symbols\" aria-hidden=\"true\" focusable=\"false\">\(all)</svg>"
    }

    static func use(_ state: String) -> HTML {
        """
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">\
        <use href="#mark-\(state)" data-state-mark=""/></svg>
        """
    }

    /// A picture of its own, for a browser's tab.
    static func icon(of state: String) -> String {
        let picture: HTML = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" color="\(colour(of: state))">\
            \(shape(of: state))</svg>
            """
        return picture.text
    }

    /// Of the tab's icon, which stands on any ground.
    private static func colour(of state: String) -> String {
        switch state {
        case "locked": "#1a7f4b"
        case "holdover": "#b06f00"
        case "fallback": "#a05a00"
        case "unsynchronised": "#c62828"
        default: "#3b6fb5"
        }
    }
}
