using Distribution.Sandbox;

var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
var options = new SandboxOptions { LogToConsole = true };
configuration.GetSection("Sandbox").Bind(options);
await using var server = await SandboxServer.StartAsync(options);
Console.WriteLine($"""
    The distributor sandbox plays
      Ticketnet   {server.TicketnetUrl}   user {options.User}, password {options.Password}
      Fnac        {server.FnacUrl}   user {options.User}, password {options.Password}, manager code {options.ManagerCode}
      control     {server.ControlUrl} and {server.ControlUrlOf("fnac")}
    Its state is in {Path.GetFullPath(options.DataDirectory)}. Ctrl+C ends it.
    """);
await server.WaitForShutdownAsync();
