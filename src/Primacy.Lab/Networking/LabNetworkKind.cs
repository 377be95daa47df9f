namespace Primacy.Lab.Networking;

/// <summary>How the instances of a lab are joined.</summary>
internal enum LabNetworkKind
{
    /// <summary>On the loopback interface, with a proxy before each: needs no rights.</summary>
    Proxy,

    /// <summary>Each in a network namespace with an address of its own, on one switch: needs root.</summary>
    Namespaces,
}
