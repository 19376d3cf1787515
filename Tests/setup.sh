# shellcheck shell=bash
# Installs what is missing, and says so. Read by Tests/run.sh and Examples/quickstart.sh; takes the names of
# Debian packages. The Swift toolchain is not among them: it must be there.

# What the two programs are built with.
# shellcheck disable=SC2034
TO_BUILD=(
    libheif-dev libjpeg-dev libpng-dev libqrencode-dev libseccomp-dev libsodium-dev libsqlite3-dev libwebp-dev libzbar-dev
    libzxing-dev pkg-config)

say() { printf '\n== %s\n' "$*"; }

need_swift() {
    if ! command -v swift >/dev/null; then
        echo "There is no Swift here. Install Swift 6.2 or later from swift.org, then run this again." >&2
        exit 69
    fi
}

need_packages() {
    local missing=() package tool
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then
        echo "All Debian packages needed are installed: $*"
        return
    fi
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    for tool in apt-get "${as_root[@]}"; do
        command -v "$tool" >/dev/null && continue
        echo "There is no $tool here to install these Debian packages: ${missing[*]}" >&2
        echo "Install them, or on another system what it calls them, then give the commands that stand in $0" >&2
        echo "after 'need_packages' yourself; or run it on Debian or Ubuntu, in a container perhaps." >&2
        exit 69
    done
    echo "Installing Debian packages: ${missing[*]}"
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends \
        "${missing[@]}" >/dev/null
}
