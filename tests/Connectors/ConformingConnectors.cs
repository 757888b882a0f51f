namespace Distribution.Tests.Connectors;

// Every connector conforms to what it says it can do: one line each.

public sealed class TicketnetExport() : ExportConformance("ticketnet");

public sealed class TicketnetImport() : ImportConformance("ticketnet");

public sealed class FnacExport() : ExportConformance("fnac");

public sealed class FnacImport() : ImportConformance("fnac");

public sealed class DigitickFiles() : FileConformance("digitick");

public sealed class FilesFiles() : FileConformance("files");
