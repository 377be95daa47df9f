using System.CommandLine;

namespace Primacy.Cli;

/// <summary>
/// <c>primacy completion SHELL</c>: a script that asks the executable itself what could come next, so that it knows
/// every verb and option there will ever be.
/// </summary>
internal static class CompletionCommand
{
    /// <summary>
    /// Bash cuts words at "=" too, so that "--output=js" comes as three of which the last is to be completed.
    /// </summary>
    const string Bash = """
        _primacy() {
            local IFS=$'\n' line="${COMP_LINE:0:COMP_POINT}"
            line="primacy ${line#* }"
            local word="${COMP_WORDS[COMP_CWORD]}"
            [[ $word == "=" || ${COMP_WORDS[COMP_CWORD-1]} == "=" ]] && line="${line%=*} ${line##*=}"
            [[ $word == "=" ]] && word=""
            COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$word"))
        }
        complete -o default -F _primacy primacy
        """;

    const string Zsh = """
        #compdef primacy
        _primacy() {
            local -a found
            local line="primacy ${LBUFFER#* }"
            found=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
            if [[ -n "${found[*]}" ]]; then compadd -- "${found[@]}"; else _files; fi
        }
        compdef _primacy primacy
        """;

    const string Fish = """
        function __primacy_complete
            set -l line (commandline -cp)
            primacy "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c primacy -a '(__primacy_complete)'
        """;

    static readonly string[] Shells = ["bash", "zsh", "fish"];

    static readonly Argument<string> Shell = NewShell();

    static readonly HelpSection Examples = new(
        "Examples",
        """
        source <(primacy completion bash)
            For this session. For all: primacy completion bash > /etc/bash_completion.d/primacy
        source <(primacy completion zsh)
            For this session. For all: the same line in ~/.zshrc after compinit
        primacy completion fish > ~/.config/fish/completions/primacy.fish
            For all sessions.
        """
    );

    public static Command Create()
    {
        var verb = new Verb("completion", "Print a script that completes verbs and options in a shell.", Examples)
        {
            Shell,
        };
        verb.SetAction(arguments =>
            arguments.InvocationConfiguration.Output.WriteLine(
                arguments.GetRequiredValue(Shell) switch
                {
                    "bash" => Bash,
                    "zsh" => Zsh,
                    _ => Fish,
                }
            )
        );
        return verb;
    }

    static Argument<string> NewShell()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish.", HelpName = "bash|zsh|fish" };
        shell.Validators.Add(result => Choice.Check("SHELL", result.Tokens, result, Shells));
        shell.CompletionSources.Add(Shells);
        return shell;
    }
}
