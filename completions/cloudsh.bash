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
