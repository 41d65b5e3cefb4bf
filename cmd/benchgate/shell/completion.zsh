#compdef benchgate
# zsh completion for benchgate. In ~/.zshrc, behind compinit:  source <(benchgate completion zsh)
_benchgate() {
    local line kind word
    local -a lines items
    lines=("${(@f)$(${(Q)words[1]} completion --reply zsh -- "${(@Q)words[2,CURRENT]}" 2>/dev/null)}")
    kind=$lines[1]
    for line in "${(@)lines[2,-1]}"; do
        word=${${line%%$'\t'*}//:/\\:}
        if [[ $line == *$'\t'* ]]; then
            items+=("$word:${line#*$'\t'}")
        else
            items+=("$word")
        fi
    done
    if [[ $kind == part ]]; then
        _describe -V benchgate items -S ''
    elif (( $#items )); then
        _describe -V benchgate items
    fi
    if [[ $kind == files ]]; then
        [[ $PREFIX == -*=* ]] && compset -P '*='
        _files
    fi
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _benchgate "$@"
else
    compdef _benchgate benchgate
fi
