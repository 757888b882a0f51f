namespace Distribution.Api.Security.Venues;

/// <summary>Marks a parameter whose id the caller makes up: it stands for nothing yet, so it is not looked for.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class ChosenByCallerAttribute : Attribute;
