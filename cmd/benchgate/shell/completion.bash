# bash completion for benchgate. In ~/.bashrc:  source <(benchgate completion bash)
_benchgate() {
    local line kind=
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -z $kind ]]; then
            kind=$line
            continue
        fi
        line=${line%%$'\t'*}
        [[ $line == *[!a-zA-Z0-9_./=@%+,:-]* ]] && printf -v line %q "$line"
        COMPREPLY+=("$line")
    done < <("${COMP_WORDS[0]}" completion --reply bash -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    case $kind in
        files) compopt -o default -o filenames 2>/dev/null ;;
        part) compopt -o nospace 2>/dev/null ;;
    esac
    return 0
}
complete -F _benchgate benchgate
