// SPDX-License-Identifier: Apache-2.0

import Appliance
import ArgumentParser

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Reads a configuration and tells every fault with line, column, key and reason.")

    @Argument(help: "The file.") var file: String

    func run() throws {
        do throws(SettingsFaults) {
            let settings = try Settings(file: file)
            Output.text("\(file): fine\n\(settings.summary)")
        } catch {
            Output.error(error.description)
            throw ExitStatus.usage
        }
    }
}
