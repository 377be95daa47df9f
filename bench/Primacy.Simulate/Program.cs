using Primacy.Simulate;

return SimulateOptions.Parse(args) is { } options ? SimulateBench.Run(options) : SimulateOptions.Explain();
