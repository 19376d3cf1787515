# Installs what is missing, and says so. Read by Tests/run.sh and Examples/quickstart.sh; takes the names of
# Debian packages. The Swift toolchain is not among them: it must be there.

say() { printf '\n== %s\n' "$*"; }

need_swift() {
    if ! command -v swift >/dev/null; then
        echo "There is no Swift here. Install Swift 6.2 or later from swift.org, then run this again." >&2
        exit 69
    fi
}

need_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        echo "All Debian packages needed are installed: $*"
        return
    fi
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    echo "Installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" >/dev/null
}
