/// Which Tenon this is; model files and exports name it.
package enum Release {
    package static let version = "0.1.0"
}
