namespace Distribution.Tests.Connectors;

// Every connector conforms to what it says it can do: one line each.

public sealed class TicketnetConformance() : ServiceConformance("ticketnet");

public sealed class FnacConformance() : ServiceConformance("fnac");

public sealed class DigitickConformance() : FileConformance("digitick");

public sealed class FilesConformance() : FileConformance("files");
