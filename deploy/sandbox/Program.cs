using System.Net.Sockets;
using Distribution.Sandbox;

try
{
    var options = ReadOptions(args);
    await using var server = await SandboxServer.StartAsync(options);
    Console.WriteLine($"""
        The distributor sandbox plays
          Ticketnet   {server.TicketnetUrl}   user {options.User}, password {options.Password}
          Fnac        {server.FnacUrl}   user {options.User}, password {options.Password}, manager code {options.ManagerCode}
          control     {server.ControlUrl} and {server.ControlUrlOf("fnac")}
        Its state is in {Path.GetFullPath(options.DataDirectory)}. Ctrl+C ends it.
        """);
    await server.WaitForShutdownAsync();
    return 0;
}
catch (Exception problem) when (problem is IOException or SocketException or UnauthorizedAccessException or InvalidOperationException)
{
    Console.Error.WriteLine($"The sandbox can't start: {problem.Message}");
    return 1;
}

static SandboxOptions ReadOptions(string[] args)
{
    var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
    var options = new SandboxOptions { LogToConsole = true };
    configuration.GetSection("Sandbox").Bind(options);
    return options.Url is { IsAbsoluteUri: true, Scheme: "http" }
        ? options
        : throw new InvalidOperationException($"Sandbox:Url \"{options.Url}\" is not an address to listen on, such as http://localhost:5090.");
}
