// Written by Tests/Tools/Keyboards/generate.py from Debian's xkb-data.

extension KeyboardLayout {
    /// The keys of a US keyboard that text forms and addresses are typed with, without Shift.
    static let keys = "1234567890-=qwertyuiopasdfghjkl;zxcvbnm./"

    /// What else is on a key, with Shift, of the characters that occur.
    static let shifted: [Unicode.Scalar: Unicode.Scalar] = [
        "$": "4", "%": "5", "*": "8", "+": "=", ":": ";",
    ]

    /// Where a key gives nothing by itself, there is a '□'.
    static let all: [KeyboardLayout] = [
        KeyboardLayout("US English", keys, shifted: #"!@#$%^&*()_+QWERTYUIOPASDFGHJKL:ZXCVBNM>?"#),
        KeyboardLayout(
            "French",
            ##"&é"'(-è_çà)=azertyuiopqsdfghjklmwxcvbn,:!"##,
            shifted: ##"1234567890°+AZERTYUIOPQSDFGHJKLMWXCVBN?/§"##),
        KeyboardLayout(
            "Belgian",
            ##"&é"'(§è!çà)-azertyuiopqsdfghjklmwxcvbn,:="##,
            shifted: ##"1234567890°_AZERTYUIOPQSDFGHJKLMWXCVBN?/+"##),
        KeyboardLayout(
            "German",
            ##"1234567890ß□qwertzuiopasdfghjklöyxcvbnm.-"##,
            shifted: ##"!"§$%&/()=?□QWERTZUIOPASDFGHJKLÖYXCVBNM:_"##),
        KeyboardLayout(
            "Swiss German",
            ##"1234567890'□qwertzuiopasdfghjklöyxcvbnm.-"##,
            shifted: ##"+"*ç%&/()=?□QWERTZUIOPASDFGHJKLéYXCVBNM:_"##),
        KeyboardLayout(
            "Swiss French",
            ##"1234567890'□qwertzuiopasdfghjkléyxcvbnm.-"##,
            shifted: ##"+"*ç%&/()=?□QWERTZUIOPASDFGHJKLöYXCVBNM:_"##),
        KeyboardLayout(
            "Italian",
            ##"1234567890'ìqwertyuiopasdfghjklòzxcvbnm.-"##,
            shifted: ##"!"£$%&/()=?^QWERTYUIOPASDFGHJKLçZXCVBNM:_"##),
        KeyboardLayout(
            "Spanish",
            ##"1234567890'¡qwertyuiopasdfghjklñzxcvbnm.-"##,
            shifted: ##"!"·$%&/()=?¿QWERTYUIOPASDFGHJKLÑZXCVBNM:_"##),
        KeyboardLayout(
            "Portuguese",
            ##"1234567890'«qwertyuiopasdfghjklçzxcvbnm.-"##,
            shifted: ##"!"#$%&/()=?»QWERTYUIOPASDFGHJKLÇZXCVBNM:_"##),
        KeyboardLayout(
            "Swedish",
            ##"1234567890+□qwertyuiopasdfghjklözxcvbnm.-"##,
            shifted: ##"!"#¤%&/()=?□QWERTYUIOPASDFGHJKLÖZXCVBNM:_"##),
        KeyboardLayout(
            "Norwegian",
            ##"1234567890+\qwertyuiopasdfghjkløzxcvbnm.-"##,
            shifted: ##"!"#¤%&/()=?□QWERTYUIOPASDFGHJKLØZXCVBNM:_"##),
        KeyboardLayout(
            "Danish",
            ##"1234567890+□qwertyuiopasdfghjklæzxcvbnm.-"##,
            shifted: ##"!"#¤%&/()=?□QWERTYUIOPASDFGHJKLÆZXCVBNM:_"##),
        KeyboardLayout(
            "Finnish",
            ##"1234567890+□qwertyuiopasdfghjklözxcvbnm.-"##,
            shifted: ##"!"#¤%&/()=?□QWERTYUIOPASDFGHJKLÖZXCVBNM:_"##),
        KeyboardLayout(
            "Dutch",
            ##"1234567890/°qwertyuiopasdfghjkl+zxcvbnm.-"##,
            shifted: ##"!"#$%&_()'?□QWERTYUIOPASDFGHJKL±ZXCVBNM:="##),
        KeyboardLayout(
            "UK English",
            ##"1234567890-=qwertyuiopasdfghjkl;zxcvbnm./"##,
            shifted: ##"!"£$%^&*()_+QWERTYUIOPASDFGHJKL:ZXCVBNM>?"##),
        KeyboardLayout(
            "Czech",
            ##"+ěščřžýáíé=□qwertzuiopasdfghjklůyxcvbnm.-"##,
            shifted: ##"1234567890%□QWERTZUIOPASDFGHJKL"YXCVBNM:_"##),
        KeyboardLayout(
            "Czech QWERTY",
            ##"+ěščřžýáíé=□qwertyuiopasdfghjklůzxcvbnm.-"##,
            shifted: ##"1234567890%□QWERTYUIOPASDFGHJKL"ZXCVBNM:_"##),
        KeyboardLayout(
            "Slovak",
            ##"+ľščťžýáíé=□qwertzuiopasdfghjklôyxcvbnm.-"##,
            shifted: ##"1234567890%□QWERTZUIOPASDFGHJKL"YXCVBNM:_"##),
        KeyboardLayout(
            "Hungarian",
            ##"123456789öüóqwertzuiopasdfghjkléyxcvbnm.-"##,
            shifted: ##"'"+!%/=()ÖÜÓQWERTZUIOPASDFGHJKLÉYXCVBNM:_"##),
        KeyboardLayout(
            "Polish",
            ##"1234567890-=qwertyuiopasdfghjkl;zxcvbnm./"##,
            shifted: ##"!@#$%^&*()_+QWERTYUIOPASDFGHJKL:ZXCVBNM>?"##),
        KeyboardLayout(
            "Polish QWERTZ",
            ##"1234567890+'qwertzuiopasdfghjklłyxcvbnm.-"##,
            shifted: ##"!"#$%&/()=?*QWERTZUIOPASDFGHJKLŁYXCVBNM:_"##),
        KeyboardLayout(
            "Slovenian",
            ##"1234567890'+qwertzuiopasdfghjklčyxcvbnm.-"##,
            shifted: ##"!"#$%&/()=?*QWERTZUIOPASDFGHJKLČYXCVBNM:_"##),
        KeyboardLayout(
            "Croatian",
            ##"1234567890'+qwertzuiopasdfghjklčyxcvbnm.-"##,
            shifted: ##"!"#$%&/()=?*QWERTZUIOPASDFGHJKLČYXCVBNM:_"##),
        KeyboardLayout(
            "Romanian",
            ##"1234567890-=qwertyuiopasdfghjkl;zxcvbnm./"##,
            shifted: ##"!@#$%^&*()_+QWERTYUIOPASDFGHJKL:ZXCVBNM>?"##),
        KeyboardLayout(
            "Lithuanian",
            ##"ąčęėįšųū„“-žqwertyuiopasdfghjkl;zxcvbnm./"##,
            shifted: ##"ĄČĘĖĮŠŲŪ()_ŽQWERTYUIOPASDFGHJKL:ZXCVBNM>?"##),
        KeyboardLayout(
            "Turkish Q",
            ##"1234567890*-qwertyuıopasdfghjklşzxcvbnmç."##,
            shifted: ##"!'^+%&/()=?_QWERTYUIOPASDFGHJKLŞZXCVBNMÇ:"##),
        KeyboardLayout(
            "Turkish F",
            ##"1234567890/-fgğıodrnhpuieaütkmlyjövcçzs.,"##,
            shifted: ##"!"^$%&'()=?_FGĞIODRNHPUİEAÜTKMLYJÖVCÇZS:;"##),
        KeyboardLayout(
            "Russian",
            ##"1234567890-=йцукенгшщзфывапролджячсмитью."##,
            shifted: ##"!"№;%:?*()_+ЙЦУКЕНГШЩЗФЫВАПРОЛДЖЯЧСМИТЬЮ,"##),
        KeyboardLayout(
            "Ukrainian",
            ##"1234567890-=йцукенгшщзфівапролджячсмитью."##,
            shifted: ##"!"№;%:?*()_+ЙЦУКЕНГШЩЗФІВАПРОЛДЖЯЧСМИТЬЮ,"##),
        KeyboardLayout(
            "Bulgarian",
            ##"1234567890-=чшертъуиопасдфгхйкл;зжцвбнм./"##,
            shifted: ##"!@№$%€§*()–+ЧШЕРТЪУИОПАСДФГХЙКЛ:ЗЖЦВБНМ“?"##),
        KeyboardLayout(
            "Greek",
            ##"1234567890-=;ςερτυθιοπασδφγηξκλ□ζχψωβνμ./"##,
            shifted: ##"!@#$%^&*()_+:ΣΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛ□ΖΧΨΩΒΝΜ>?"##),
        KeyboardLayout(
            "Hebrew",
            ##"1234567890-=/'קראטוןםפשדגכעיחלךףזסבהנמצץ."##,
            shifted: ##"!@#$%^&*)(_+QWERTYUIOPASDFGHJKL:ZXCVBNM<?"##),
        KeyboardLayout(
            "Latin American",
            ##"1234567890'¿qwertyuiopasdfghjklñzxcvbnm.-"##,
            shifted: ##"!"#$%&/()=?¡QWERTYUIOPASDFGHJKLÑZXCVBNM:_"##),
        KeyboardLayout(
            "Brazilian",
            ##"1234567890-=qwertyuiopasdfghjklçzxcvbnm.;"##,
            shifted: ##"!@#$%□&*()_+QWERTYUIOPASDFGHJKLÇZXCVBNM>:"##),
        KeyboardLayout(
            "Canadian French",
            ##"1234567890-=qwertyuiopasdfghjkl;zxcvbnm.é"##,
            shifted: ##"!"/$%?&*()_+QWERTYUIOPASDFGHJKL:ZXCVBNM.É"##),
        KeyboardLayout(
            "Japanese",
            ##"1234567890-^qwertyuiopasdfghjkl;zxcvbnm./"##,
            shifted: ##"!"#$%&'()~=~QWERTYUIOPASDFGHJKL+ZXCVBNM>?"##),
        KeyboardLayout(
            "Dvorak",
            ##"1234567890[]',.pyfgcrlaoeuidhtns;qjkxbmvz"##,
            shifted: ##"!@#$%^&*(){}"<>PYFGCRLAOEUIDHTNS:QJKXBMVZ"##),
        KeyboardLayout(
            "Colemak",
            ##"1234567890-=qwfpgjluy;arstdhneiozxcvbkm./"##,
            shifted: ##"!@#$%^&*()_+QWFPGJLUY:ARSTDHNEIOZXCVBKM>?"##),
    ]
}
