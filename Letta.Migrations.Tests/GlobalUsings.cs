global using Letta.Migrations.Design.Modelling;
global using Letta.Migrations.Product;
global using Xunit;
