"""`crm completion`: the scripts that make a shell complete crm's words."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from crmcli.commands.parsing import examples, verbs
from crmcli.language import _
from crmcli.render.placeholders import argument_named

app = verbs()

# None of these evaluates what crm prints: lines are read into an array and handed on as words.
_BASH = """\
_crm_completion() {
    local line first=1
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ -n $first ]]; then
            first=
            [[ $line == files ]] && compopt -o default
        else
            COMPREPLY+=("$line")
        fi
    done < <(_CRM_COMPLETE=complete_bash command "$1" \\
        "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null)
}
complete -o nosort -F _crm_completion crm crmcli
"""
_ZSH = """\
#compdef crm crmcli
_crm() {
    local -a lines values shown
    local line
    lines=("${(@f)$(_CRM_COMPLETE=complete_zsh command "${(Q)words[1]}" \\
        "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    if [[ ${lines[1]} == files ]]; then
        _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$'\\t'*}")
        if [[ $line == *$'\\t'* ]]; then
            shown+=("${line%%$'\\t'*}  -- ${line#*$'\\t'}")
        else
            shown+=("$line")
        fi
    done
    (( $#values )) && compadd -U -l -V crm -d shown -- "${(@)values}"
}
if [[ $funcstack[1] == _crm ]]; then
    _crm "$@"
else
    compdef _crm crm crmcli
fi
"""
_FISH = """\
function __crm_complete
    set -l words (commandline -opc)
    set -l lines (_CRM_COMPLETE=complete_fish command $words[1] $words \\
        (commandline -ct | string collect) 2>/dev/null)
    if test "$lines[1]" = files
        __fish_complete_path (commandline -ct)
    else
        printf '%s\\n' $lines[2..]
    end
end
complete --command crm --no-files --keep-order --arguments '(__crm_complete)'
complete --command crmcli --no-files --keep-order --arguments '(__crm_complete)'
"""


class Shell(StrEnum):
    """The shells there is a script for."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


_SCRIPTS = {Shell.BASH: _BASH, Shell.ZSH: _ZSH, Shell.FISH: _FISH}


@app.command(
    "completion",
    short_help=_("Print the script for completion in your shell."),
    help=_("Print the script that completes commands, customers and tags in your shell."),
    epilog=examples(
        "crm completion bash > ~/.local/share/bash-completion/completions/crm",
        'crm completion zsh > "${fpath[1]}/_crm"',
        "crm completion fish > ~/.config/fish/completions/crm.fish",
    ),
)
def completion(
    context: typer.Context,
    shell: Annotated[str, typer.Argument(help=_("bash, zsh or fish."))],
) -> None:
    from crmcli.domain.choice import read_choice
    from crmcli.render.gate import put

    del context
    put(_SCRIPTS[read_choice(Shell, shell, argument_named("SHELL"))])
