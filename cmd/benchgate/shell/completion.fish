# fish completion for benchgate. In ~/.config/fish/config.fish:  benchgate completion fish | source
function __benchgate_reply
    set -l before (commandline -opc)
    set -l program $before[1]
    set -e before[1]
    set -l current (commandline -ct)
    test -n "$current"; or set current ''
    set -l lines ($program completion --reply fish -- $before $current 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path (string replace -r '^-[^=]*=' '' -- $current)
    end
    for line in $lines[2..-1]
        printf '%s\n' $line
    end
end
complete -c benchgate -f -a '(__benchgate_reply)'
