namespace Distribution.Storage;

/// <summary>The database can't be used as it is configured. The message is one line for the operator, without secrets.</summary>
public sealed class StorageUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
