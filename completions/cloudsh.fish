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
