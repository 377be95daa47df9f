using Primacy.Cli;

return await CommandLine.RunAsync(args, Services.OfProcess, Console.Out, Console.Error);
