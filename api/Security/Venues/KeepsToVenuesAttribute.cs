namespace Distribution.Api.Security.Venues;

/// <summary>Where no id says which venue a field is about, it answers what is of the venues at which the caller has its role, and nothing else.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KeepsToVenuesAttribute : Attribute;
