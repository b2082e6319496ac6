/// A completion script for one shell: thin, it asks `cloudsh __complete`.
package enum CompletionScript: String, Sendable, Hashable, CaseIterable {
    case bash, zsh, fish

    /// The name that the shell looks for in its directory of completions.
    package var fileName: String {
        switch self {
        case .bash: "cloudsh.bash"
        case .zsh: "_cloudsh"
        case .fish: "cloudsh.fish"
        }
    }

    package var text: String {
        switch self {
        case .bash: CompletionScript.bashText
        case .zsh: CompletionScript.zshText
        case .fish: CompletionScript.fishText
        }
    }

    private static let bashText = #"""
        # bash completion for cloudsh: every word comes from `cloudsh __complete`.
        _cloudsh() {
            local -a words=() values=()
            local i word line directive= glue= strip= current
            # bash splits words at = and : as well; put them together again.
            for ((i = 1; i <= COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ ${#words[@]} -gt 0 && ( -n $glue || $word == [=:]* ) ]]; then
                    words[${#words[@]} - 1]+=$word
                else
                    words+=("$word")
                fi
                glue=
                [[ $word == *[=:] && $word != [\'\"]* ]] && glue=1
            done
            [[ -n $glue || ${#words[@]} -gt 0 ]] || words=("")
            current=${words[${#words[@]} - 1]}
            # Blanks may have been typed with a backslash; words in quotes are left to cloudsh.
            for i in "${!words[@]}"; do
                [[ ${words[i]} == [\'\"]* ]] || words[i]=${words[i]//\\/}
            done
            # What bash replaces begins behind the last of them.
            [[ $current != [\'\"]* && $current == *[=:]* ]] && strip=${current%"${current##*[=:]}"}
            while IFS= read -r line; do
                case $line in
                    :*) directive=$line ;;
                    *) values+=("${line%%$'\t'*}") ;;
                esac
            done < <("${1/#\~/$HOME}" __complete -- "${words[@]}" 2>/dev/null </dev/null)
            COMPREPLY=()
            for word in "${values[@]}"; do
                word=${word#"$strip"}
                if [[ $current != [\'\"]* ]]; then printf -v word %q "$word"; fi
                COMPREPLY+=("$word")
            done
            case $directive in
                :nospace) compopt -o nospace ;;
                :file | :directory)
                    current=${current#"$strip"}
                    compopt -o filenames
                    local action=-f
                    [[ $directive == :directory ]] && action=-d
                    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$action" -- "$current")
                    ;;
            esac
        }
        complete -F _cloudsh cloudsh

        """#

    private static let zshText = #"""
        #compdef cloudsh
        # zsh completion for cloudsh: every word comes from `cloudsh __complete`.
        _cloudsh() {
            local line directive
            local -a values displays options
            for line in "${(@f)$("${(Q)words[1]/#\~/$HOME}" __complete -- "${(@Q)words[2,CURRENT]}" 2>/dev/null </dev/null)}"; do
                case $line in
                    '') ;;
                    :*) directive=$line ;;
                    *$'\t'*)
                        values+=("${line%%$'\t'*}")
                        displays+=("${line%%$'\t'*}  -- ${line#*$'\t'}")
                        ;;
                    *)
                        values+=("$line")
                        displays+=("$line")
                        ;;
                esac
            done
            [[ $directive == :nospace ]] && options=(-S '')
            (( ${#values} )) && compadd -l -d displays "${options[@]}" -a values
            case $directive in
                :file) _files ;;
                :directory) _files -/ ;;
            esac
        }
        if [[ $funcstack[1] == _cloudsh ]]; then
            _cloudsh "$@"
        else
            compdef _cloudsh cloudsh
        fi

        """#

    private static let fishText = #"""
        # fish completion for cloudsh: every word comes from `cloudsh __complete`.
        function __cloudsh_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l typed $current
            # Blanks may have been typed with a backslash; a word in quotes is left to cloudsh.
            if not string match -qr '^[\'"]' -- "$current"
                set typed (string replace -ra '\\\\(.)' '$1' -- "$current")
            end
            set -l tool $words[1]
            set -e words[1]
            for line in ($tool __complete -- $words "$typed" 2>/dev/null </dev/null)
                switch $line
                    case ':file'
                        __fish_complete_path "$current"
                    case ':directory'
                        __fish_complete_directories "$current"
                    case ':*'
                    case '*'
                        echo $line
                end
            end
        end
        complete -c cloudsh -f -a '(__cloudsh_complete)'

        """#
}
